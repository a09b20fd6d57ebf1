/** Colleagues, meetings with many people, newsletters and lists. */

import { fluidworks, hydronet, lena, maria, robin, sam, shipyard, tender } from "./people.ts";
import type { SandboxThread } from "./types.ts";
import { aCorrespondence, aLetter, aThread, lenaSignature } from "./write.ts";

const { ingrid, ole, sigrid, pawel, unnamed, grace } = shipyard;

const kickOff = aCorrespondence("shipyard", [
  {
    from: ingrid,
    to: [lena, robin, ole, sigrid, pawel],
    cc: [unnamed, grace, sam],
    at: "2026-10-06 10:05",
    hand: "word",
    text: `Dear all,

      The kick-off for the ballast pump replacement in dock 2 is on 20 October at 09:00 in our office. Grace joins online for the classification society, Paweł for the piping.

      Please send me the names of everyone who needs a yard pass by Friday.

      Best regards,`,
    signature:
      "Ingrid Halvorsen\nProject Director\nHalvorsen Verft AS\nTel. +47 22 59 12 34\nMob. +47 406 12 345\nStrandveien 8, 5004 Bergen, Norway",
  },
  {
    from: pawel,
    to: [ingrid],
    cc: [lena, robin, ole, sigrid, unnamed, grace, sam],
    at: "2026-10-07 06:55",
    text: "Dear Ingrid,\n\nTwo passes for us: Paweł Zieliński and Ewa Nowak. The isometric drawings follow on Monday.",
    signature: "Paweł Zieliński\nLead Piping Engineer | Marintek Sp. z o.o.\n+48 22 555 12 34",
    signatureAs: "lines",
  },
]);

const newsletterText = `Fluidworks Weekly
  Issue 412
  Why seal-less pumps are having a moment
  Three plants report what changed after five years.
  Energy prices and pump sizing
  A calculator you can use in a meeting.
  You receive this because you subscribed at the Bergen fair. Unsubscribe`;

const newsletterHtml = `<table width="100%" style="background:#eef4f7;color:#22333b"><tbody><tr><td align="center"><table width="520" style="background:#ffffff;padding:20px"><tbody>
<tr><td><h2 style="margin:0">Fluidworks Weekly</h2><div>Issue 412</div></td></tr>
<tr><td><h3>Why seal-less pumps are having a moment</h3><div>Three plants report what changed after five years.</div></td></tr>
<tr><td><h3>Energy prices and pump sizing</h3><div>A calculator you can use in a meeting.</div></td></tr>
<tr><td><small>You receive this because you subscribed at the Bergen fair. <a href="https://news.fluidworks.example/out">Unsubscribe</a></small></td></tr>
</tbody></table></td></tr></tbody></table>`;

export const officeThreads: readonly SandboxThread[] = [
  aThread("shipyard", "Kick-off ballast pumps, dock 2", kickOff, { unread: true }),
  aThread(
    "price-list",
    "Price list 2027, first draft",
    aCorrespondence("price-list", [
      {
        from: maria,
        to: [lena, robin, sam],
        at: "2026-10-05 07:15",
        text: "Hi all,\n\nThe first draft of the 2027 price list is in the shared folder. Please tell me by Friday what is wrong with it.\n\nMaria",
      },
      {
        from: robin,
        to: [maria],
        cc: [lena, sam],
        at: "2026-10-05 09:48",
        text: "The BW-40 should not go up, it is what brings people in.\n\nRobin",
      },
      {
        from: sam,
        to: [maria],
        cc: [lena, robin],
        at: "2026-10-07 13:27",
        text: "Agree with Robin. And the seal kits are missing.\n\nSam",
      },
    ]),
  ),
  aThread("newsletter", "Seal-less pumps, and a sizing calculator", [
    aLetter("newsletter-1", { from: fluidworks, at: "2026-10-07 05:00", text: newsletterText, html: newsletterHtml }),
  ]),
  aThread("mailing-list", "[eu-water-buyers] Who has experience with leasing pumps?", [
    aLetter("mailing-list-1", {
      from: hydronet,
      to: [{ name: "EU Water Buyers", address: "eu-water-buyers@lists.hydronet.example" }],
      at: "2026-10-04 14:10",
      text: `Dear list,

        Our municipality considers leasing instead of buying. Does anyone have figures over ten years?

        Olga Petrenko
        City of Varna, Water Department`,
      signature: "EU Water Buyers mailing list\nTo unsubscribe write to eu-water-buyers-leave@lists.hydronet.example",
      signatureAs: "dashes",
    }),
  ]),
  aThread(
    "long-subject",
    "AUSSCHREIBUNG_2026-10_Los-4_Kreiselpumpen_Trinkwasserversorgung_Rheinkreis_Nachforderung_fehlender_Unterlagen_Frist_2026-10-30_bitte_unbedingt_beachten_Vergabenummer_RK-2026-004417-KP",
    [
      aLetter("long-subject-1", {
        from: tender,
        at: "2026-10-02 04:30",
        text: "Sehr geehrte Damen und Herren,\n\nzu Los 4 fehlt das Formblatt 124. Bitte reichen Sie es bis zum 30.10.2026 über das Portal nach.\n\nDies ist eine automatisch erzeugte Nachricht.",
      }),
    ],
  ),
  aThread(
    "sent-catalog",
    "Catalog and visit in November",
    [
      aLetter("sent-catalog-1", {
        from: lena,
        to: [grace],
        at: "2026-09-29 11:20",
        text: "Dear Grace,\n\nAs promised, here is our catalog. I am in Singapore from 16 to 19 November: may I visit you on the 17th?",
        signature: lenaSignature,
        attachments: ["Brightwater catalog 2026.pdf"],
      }),
    ],
    { folder: "sent" },
  ),
];
