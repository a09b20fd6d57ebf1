// Parsers and readers on material nobody on this project wrote (../shared/captures); skipped where that is absent.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { describe, expect, test } from "vitest";
import { suggestLead } from "#shared/lead.ts";
import { parseReply } from "#shared/quote.ts";
import { getChromium } from "../browser.ts";
import { openReader } from "./webmail-page.ts";

const captures = fileURLToPath(new URL("../../../shared/captures/", import.meta.url));
const read = (file: string) => readFileSync(`${captures}${file}`, "utf8");
const collapse = (text: string) => text.replace(/\s+/g, " ").trim();

describe.skipIf(!existsSync(captures))("captures (skipped where ../shared/captures is absent)", () => {
  test("talon's signatures are found line by line", () => {
    const folder = "mail-text/talon/signature/emails/stripped/";
    const names = readdirSync(`${captures}${folder}`).filter((name) => name.endsWith("_body"));
    expect(names.length).toBeGreaterThanOrEqual(6);
    for (const name of names) {
      const part = (kind: string) =>
        read(folder + name.replace("_body", kind))
          .replaceAll("#sig#", "")
          .trim();
      const found = parseReply(part("_body"), part("_sender"));
      expect(collapse(found.signature), name).toBe(collapse(part("_signature")));
    }
  });

  test("plain-text replies lose every quote and keep words of their own", () => {
    const names = readdirSync(`${captures}mail-text`).filter((name) => /^email_\d+(_\d)?\.txt$/.test(name));
    expect(names.length).toBeGreaterThanOrEqual(19);
    for (const name of names) {
      const { own } = parseReply(read(`mail-text/${name}`));
      expect(own.length, name).toBeGreaterThan(5);
      expect(own, name).not.toMatch(/^\s*>/m);
      expect(own, name).not.toMatch(
        /(?:wrote|schrieb|écrit|escribió|scritto|skrev|napisał|写道|original message) ?-*[:：]?-*$/im,
      );
    }
  });

  test("numbers of seven digits and more are kept, understood or as written", () => {
    const numbers = read("mail-text/talon/valid-phone-strings.txt").trim().split("\n");
    const person = { name: "A B", address: "a@b.example", role: "from" as const };
    const kept = numbers.filter(
      (number) => suggestLead(person, [`Hello.\n\nRegards,\nA B\nTel: ${number}`]).phones.length === 1,
    );
    // The other three have five digits: short numbers that nobody outside their company or town can dial.
    expect([kept.length, numbers.length]).toEqual([19, 22]);
  });

  test("a reply's own words are left of the HTML of nine mail programs", async () => {
    const names = readdirSync(`${captures}mail-text/talon/html_replies`).filter((name) => name.endsWith(".html"));
    const browser = await chromium.launch({
      executablePath: getChromium(),
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    });
    try {
      const own: Record<string, string> = {};
      for (const name of names) {
        const body = read(`mail-text/talon/html_replies/${name}`);
        // Where the page marks the quote the reader cuts it; the rest is the parser's.
        const reading = await openReader(browser, "outlook", outlookAround(body));
        const context = await reading.settled((one) => one.kind === "thread");
        if (context.kind === "thread") own[name] = collapse(parseReply(context.messages[0]?.text ?? "").own);
        await reading.close();
      }
      expect(Object.keys(own).length).toBe(9);
      for (const [name, text] of Object.entries(own)) expect(text, name).toMatch(/^Hi\. I am fine\.( Thanks, Alex)?$/);
    } finally {
      await browser.close();
    }
  });

  test("Gmail's list of 2014 is nobody's mail and names the account by nothing it does not say", async () => {
    const browser = await chromium.launch({
      executablePath: getChromium(),
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    });
    try {
      const reading = await openReader(browser, "gmail", `<!doctype html>${read("gmail/inbox-list-2014-12-en.html")}`);
      await new Promise((resolve) => setTimeout(resolve, 2_500));
      expect((await reading.reported()).map(({ kind }) => kind)).toEqual(["none"]);
      await reading.close();
    } finally {
      await browser.close();
    }
  });
});

/** The least of Outlook's page around a body. */
const outlookAround = (body: string) => `<!doctype html><div id="ItemReadingPaneContainer">
  <div role="heading" id="MSG_1_SUBJECT" title="Hi">Hi</div><div id="MSG_1_FROM"><span aria-label="From: Alex">Alex</span></div>
  <div id="UniqueMessageBody_1">${body}</div></div>`;
