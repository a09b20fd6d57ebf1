/** People who write in German, French, Japanese and Arabic. */

import { camille, juergen, layla, lena, sato } from "./people.ts";
import type { SandboxThread } from "./types.ts";
import { aCorrespondence, aLetter, aThread, lenaSignature } from "./write.ts";

export const abroadThreads: readonly SandboxThread[] = [
  aThread(
    "feldmann",
    "AW: Ersatzteile für BW-150, Auftrag 4711",
    aCorrespondence("feldmann", [
      {
        from: lena,
        to: [juergen],
        at: "2026-10-01 12:05",
        text: "Guten Tag Herr Feldmann,\n\ndie Laufräder sind heute in den Versand gegangen. Sie sollten am Dienstag bei Ihnen sein.",
        signature: lenaSignature,
      },
      {
        from: juergen,
        to: [lena],
        at: "2026-10-07 08:44",
        hand: "word",
        text: `Sehr geehrte Frau Vogt,

          die Laufräder sind angekommen, es fehlen jedoch zwei der vier Dichtungssätze. Können Sie diese bitte nachliefern? Unsere Montage ist für Mittwoch geplant.

          Mit freundlichen Grüßen`,
        signature: `Jürgen Feldmann
          Geschäftsführer
          Feldmann Wassertechnik GmbH
          Tel.: +49 30 23125 012
          Mobil: +49 171 3920 014
          Spreeufer 22, 10178 Berlin
          Amtsgericht Charlottenburg HRB 000000`,
      },
    ]),
  ),
  aThread("eaux-claires", "Demande de devis : station de relevage", [
    aLetter("eaux-claires-1", {
      from: camille,
      at: "2026-10-06 08:18",
      text: `Bonjour Madame Vogt,

        Nous préparons la rénovation d'une station de relevage près de Nantes. Pourriez-vous nous établir un devis pour trois pompes submersibles, débit 40 m³/h, avec mise en service ?

        Je reste à votre disposition pour toute question.

        Cordialement,`,
      signature: `Camille Rousselet
        Responsable des achats
        Société Eaux Claires
        Tél. +33 1 99 00 12 34
        14 quai de la Fosse, 44000 Nantes`,
    }),
  ]),
  aThread("minato", "ポンプのお見積りについて", [
    aLetter("minato-1", {
      from: sato,
      at: "2026-10-05 01:30",
      text: `ブライトウォーター
        レナ・フォークト様

        お世話になっております。ミナト精機の佐藤でございます。

        BW-220を4台、来年3月納期でお見積りいただけますでしょうか。

        何卒よろしくお願い申し上げます。`,
      signature: `佐藤 健一
        株式会社ミナト精機 購買部 課長
        〒105-0022 東京都港区海岸1-2-3
        TEL: +81 3 4510 7788
        k.sato@minato-seiki.example`,
      signatureAs: "lines",
    }),
  ]),
  aThread("khaleej", "طلب عرض سعر لمضخات تحلية المياه", [
    aLetter("khaleej-1", {
      from: layla,
      at: "2026-10-04 07:09",
      hand: "rtl",
      text: `السيدة لينا المحترمة،

        نحتاج إلى عشر مضخات BW-300 لمحطة التحلية الجديدة. نرجو إرسال عرض سعر مع مدة التسليم.

        مع خالص التحية،`,
      signature: `ليلى منصور
        مديرة المشتريات، الخليج للتحلية
        هاتف: +971 4 410 1234
        جوال: +971 50 123 4567`,
      signatureAs: "lines",
    }),
  ]),
];
