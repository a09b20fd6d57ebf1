import { expect, test } from "vitest";
import { parseReply } from "./quote.ts";

test.each([
  ["English", "On Tue, Oct 6, 2026 at 9:30 AM Lena Vogt <lena@b.example>\nwrote:"],
  ["German", "Am 06.10.2026 um 09:30 schrieb Lena Vogt:"],
  ["French", "Le mar. 6 oct. 2026 à 09:30, Lena Vogt <lena@b.example> a écrit :"],
  ["Spanish", "El mar, 6 oct 2026 a las 9:30, Lena Vogt (<lena@b.example>) escribió:"],
  ["Italian", "Il giorno mar 6 ott 2026 alle ore 09:30 Lena Vogt <lena@b.example> ha scritto:"],
  ["Dutch", "Op di 6 okt 2026 om 09:30 schreef Lena Vogt <lena@b.example>:"],
  ["Swedish", "Den tis 6 okt. 2026 kl 09:30 skrev Lena Vogt <lena@b.example>:"],
  ["Finnish", "ti 6. lokak. 2026 klo 9.30 Lena Vogt (lena@b.example) kirjoitti:"],
  ["Polish", "wt., 6 paź 2026 o 09:30 Lena Vogt <lena@b.example> napisał(a):"],
  ["Russian", "вт, 6 окт. 2026 г. в 09:30, Lena Vogt <lena@b.example> написала:"],
  ["Japanese", "2026年10月6日(火) 9:30 Lena Vogt <lena@b.example>のメッセージ:"],
  ["Chinese", "Lena Vogt <lena@b.example> 于2026年10月6日周二 09:30写道："],
  ["Outlook", "From: Lena Vogt <lena@b.example>\nSent: Tuesday, October 6, 2026 9:30 AM\nTo: Anna\nSubject: Offer"],
  ["Outlook in German", "Von: Lena Vogt\nGesendet: Dienstag, 6. Oktober 2026 09:30\nAn: Anna\nBetreff: Angebot"],
  ["Outlook in French", "De : Lena Vogt\nEnvoyé : mardi 6 octobre 2026\nÀ : Anna\nObjet : Offre"],
  ["forwarding", "---------- Forwarded message ---------\nFrom: Lena"],
])("what somebody quotes is not theirs: %s", (_, header) => {
  expect(parseReply(`Hi,\n\nthat works.\n\n${header}\n\n> Would Thursday do?\n> Lena`).own).toBe("Hi,\n\nthat works.");
});

test("an answer between and below the lines it answers is kept", () => {
  const text = "On Oct 6, 2026, Lena wrote:\n> Is eight right?\nYes, eight.\n> And Thursday?\nThursday is fine.";
  expect(parseReply(text).own).toBe("Yes, eight.\nThursday is fine.");
});

test("writing about writing is no quote", () => {
  const text = "On Monday Anna wrote a letter.\nIt says from whom: see below.\nAll good.";
  expect(parseReply(text)).toEqual({ own: text, signature: "" });
});

test.each([
  "Best regards,",
  "Thanks!",
  "Mit freundlichen Grüßen",
  "Cordialement,",
  "Saludos cordiales,",
  "Cordiali saluti",
  "Met vriendelijke groet,",
  "Med vänliga hälsningar",
  "Z poważaniem",
  "С уважением,",
  "よろしくお願いいたします。",
])("a letter's end starts a signature: %s", (closing) => {
  const { own, signature } = parseReply(`The pumps arrived.\n\n${closing}\nAnna Berg\nNorvik AB`);
  expect(own).toBe("The pumps arrived.");
  expect(signature).toBe(`${closing}\nAnna Berg\nNorvik AB`);
});

test("thanks at the beginning of a letter do not end it", () => {
  const text = "Hi Lena,\n\nThanks!\n\nThe pumps arrived and all of them run without a drop.\nWe will order two more.";
  expect(parseReply(text).own).toBe(text);
});

test("a name alone starts a signature where we know whose it is", () => {
  expect(parseReply("All good.\n\nAnna\n+46 8 5550 1234", "Anna Berg").signature).toBe("Anna\n+46 8 5550 1234");
});

// Cubic time would take hours here: the run's own limit is the assertion.
test("text made to be slow is cut all the same", () => {
  const texts = [
    "Op x schreef y\n",
    "abc. x skrev y\n",
    "On a wrote\n",
    "2024from<",
    "From: a\n",
    "> ",
    "- ",
    "a b ",
    "\n",
  ];
  for (const text of texts) {
    const long = text.repeat(100_000 / text.length);
    expect(parseReply(long, "A B").own.length, text).toBeLessThanOrEqual(long.length);
  }
});
