import { describe, expect, test } from "vitest";
import { AppError } from "#shared/errors.ts";
import { participant } from "#shared/fields.ts";
import { parseMessage } from "./message.ts";

const base64url = (text: string | Buffer) => Buffer.from(text).toString("base64url");

type Part = { mimeType?: string; filename?: string; headers?: object[]; body?: object; parts?: unknown[] };

const text = (kind: "plain" | "html", content: string, more: Part = {}): Part => ({
  mimeType: `text/${kind}`,
  filename: "",
  body: { data: base64url(content) },
  ...more,
});

const multipart = (kind: string, ...parts: Part[]): Part => ({ mimeType: `multipart/${kind}`, filename: "", parts });

const headersOf = (headers: Record<string, string>) =>
  Object.entries(headers).map(([name, value]) => ({ name, value }));

const aMail = (headers: Record<string, string> | object[], body: Part = text("plain", "Hello"), more: object = {}) => ({
  id: "18f438e906b36dac",
  threadId: "18f438e906b36d00",
  labelIds: ["UNREAD", "INBOX", "CATEGORY_PERSONAL", "IMPORTANT", "Label_7"],
  snippet: "Hello",
  internalDate: "1772704830000",
  payload: { ...body, headers: Array.isArray(headers) ? headers : headersOf(headers) },
  ...more,
});

const parse = (...given: Parameters<typeof aMail>) => parseMessage(aMail(...given), "lena.vogt@kontor.example");

test("a message has the names its page has", () => {
  expect(parse({ Subject: "Offer" })).toMatchObject({
    externalId: "18f438e906b36dac",
    threadExternalId: "18f438e906b36d00",
    at: "2026-03-05T10:00:30.000Z",
    shownKeys: ["gmail:18f438e906b36dac"],
    shownThreadKeys: ["gmail:18f438e906b36d00"],
    link: "https://mail.google.com/mail/u/?authuser=lena.vogt%40kontor.example#all/18f438e906b36d00",
    placeIds: ["INBOX", "Label_7"],
  });
});

describe("who", () => {
  const people = (value: string) => parse({ To: value }).participants.map(({ name, address }) => [name, address]);

  test.each([
    ["Anna Berg <Anna@Norvik.example>", [["Anna Berg", "anna@norvik.example"]]],
    [
      '"Berg, Anna" <anna@norvik.example>, omar@norvik.example',
      [
        ["Berg, Anna", "anna@norvik.example"],
        ["", "omar@norvik.example"],
      ],
    ],
    ["=?utf-8?Q?J=C3=B6rg?= <j@norvik.example>", [["Jörg", "j@norvik.example"]]],
    ["=?utf-8?Q?Eve_=3Ceve=40evil=2Eexample=3E?= <j@norvik.example>", [["Eve <eve@evil.example>", "j@norvik.example"]]],
    [
      "Team: anna@norvik.example, Omar <omar@norvik.example>;",
      [
        ["", "anna@norvik.example"],
        ["Omar", "omar@norvik.example"],
      ],
    ],
    ["undisclosed-recipients:;", []],
    ["Somebody <not an address>", [["Somebody", null]]],
    ["<>", []],
    ["", []],
  ])("%j", (value, expected) => {
    expect(people(value)).toEqual(expected);
  });

  test("everybody can be stored, however the header was meant to hurt", () => {
    for (const value of [
      "<".repeat(50_000),
      '"'.repeat(50_001),
      "(".repeat(50_000),
      "a@b,".repeat(50_000),
      "\0,;:<@>\ud800",
    ]) {
      for (const person of parse({ From: value, Cc: value }).participants) {
        expect(participant.parse(person)).toEqual(person);
      }
    }
  });
});

describe("which message", () => {
  const idOf = (...values: string[]) => parse(values.map((value) => ({ name: "MESSAGE-Id", value }))).messageId;

  test("the first id that is one", () => {
    expect(idOf("<one@norvik.example>")).toBe("<one@norvik.example>");
    expect(idOf("", " <> ", "<two@norvik.example>", "<three@norvik.example>")).toBe("<two@norvik.example>");
    expect(idOf("\r\n <folded@norvik.example>")).toBe("<folded@norvik.example>");
    expect(idOf("bare@norvik.example")).toBe("bare@norvik.example");
    expect(idOf(`<${"x".repeat(2_000)}@norvik.example>`, "not an id")).toBeNull();
    expect(idOf("@".repeat(200_000))).toBe(null);
    expect(idOf()).toBeNull();
  });

  test("references are in order, the answered one last, each once", () => {
    const { references } = parse({
      "In-Reply-To": "Your message <c@x> of Friday",
      References: "<a@x>\r\n\t<b@x> <a@x>",
    });
    expect(references).toEqual(["<a@x>", "<b@x>", "<c@x>"]);
    expect(parse({ References: "<a@x> <b@x>", "In-Reply-To": "<b@x>" }).references).toEqual(["<a@x>", "<b@x>"]);
  });

  test("of very many the youngest are kept", () => {
    const all = Array.from({ length: 1_000 }, (_, at) => `<${at}@x>`);
    expect(parse({ References: all.join(" ") }).references).toEqual(all.slice(-200));
  });
});

describe("which words", () => {
  const body = (part: Part, more: object = {}) => parse({}, part, more).body;

  test("plain text before markup, wherever they lie", () => {
    const both = multipart("alternative", text("plain", "words"), text("html", "<p>markup</p>"));
    const file = text("plain", "an attachment", { filename: "notes.txt" });
    expect(body(both)).toEqual({ kind: "text", content: "words" });
    expect(body(multipart("mixed", multipart("related", both), file))).toEqual({ kind: "text", content: "words" });
    expect(body(multipart("alternative", text("plain", " \r\n"), text("html", "<p>markup</p>")))).toEqual({
      kind: "html",
      content: "<p>markup</p>",
    });
  });

  test("pieces around a picture are one text, and a list's footer is not the body", () => {
    const picture: Part = { mimeType: "image/png", filename: "cat.png", body: { attachmentId: "x" } };
    expect(body(multipart("mixed", text("plain", "before"), picture, text("plain", "after"))).content).toBe(
      "before\nafter",
    );
    const footer = text("plain", "To unsubscribe...");
    expect(body(multipart("mixed", text("html", "<p>news</p>"), footer))).toEqual({
      kind: "html",
      content: "<p>news</p>",
    });
  });

  test("an attached message's words are not this message's", () => {
    const inner: Part = { mimeType: "message/rfc822", filename: "", parts: [text("plain", "somebody else's")] };
    expect(body(multipart("mixed", text("plain", "see below"), inner)).content).toBe("see below");
    const hidden = text("plain", "attached", { headers: headersOf({ "Content-Disposition": "attachment" }) });
    expect(body(multipart("mixed", hidden, text("plain", "shown"))).content).toBe("shown");
  });

  test("the charset the part names", () => {
    const part = text("plain", "", {
      headers: headersOf({ "Content-Type": 'text/plain; format=flowed; charset="ISO-8859-15"' }),
      body: { data: base64url(Buffer.from("12 \xa4", "latin1")) },
    });
    const mail = aMail({}, part);
    mail.payload.headers = part.headers as never;
    expect(parseMessage(mail, "a@b").body.content).toBe("12 €");
  });

  test("where there are none, what Gmail shows in its list", () => {
    expect(body({ mimeType: "application/pdf", filename: "x.pdf" }, { snippet: "See the file &amp; sign" })).toEqual({
      kind: "html",
      content: "See the file &amp; sign",
    });
    expect(body({ mimeType: "application/pdf" }, { snippet: "" })).toEqual({ kind: "text", content: "" });
  });

  test("no end of parts is no end of work", () => {
    let deep: Part = text("plain", "at the bottom");
    for (let at = 0; at < 5_000; at += 1) deep = multipart("mixed", deep);
    expect(body(deep, { snippet: "" }).content).toBe("");
    const wide = multipart("mixed", ...Array.from({ length: 20_000 }, () => text("plain", "x")));
    expect(body(wide).content.length).toBeLessThan(1_000);
    const loop = multipart("mixed");
    loop.parts = [loop, text("plain", "found")];
    expect(body(loop).content).toContain("found");
    expect(body(text("plain", "x".repeat(10_000_000))).content.length).toBeLessThan(4_000_000);
  });
});

describe("when", () => {
  test("the arrival, else the date, else it is no message", () => {
    expect(parse({ Date: "Tue, 1 Jan 2019 00:00:00 +0000" }).at).toBe("2026-03-05T10:00:30.000Z");
    const older = { internalDate: undefined };
    expect(parse({ Date: "Tue, 1 Jan 2019 01:00:00 +0100" }, undefined, older).at).toBe("2019-01-01T00:00:00.000Z");
    expect(() => parse({ Date: "yesterday" }, undefined, { internalDate: "-99999999999999" })).toThrow(AppError);
  });
});

test("what is no message throws `invalid`, and nothing else", () => {
  for (const nonsense of [
    null,
    7,
    "text",
    [],
    {},
    { id: "1" },
    { id: "1", threadId: "2" },
    { ...aMail({}), payload: 3 },
  ]) {
    expect(() => parseMessage(nonsense, "a@b")).toThrow(expect.objectContaining({ code: "invalid" }));
  }
  const strange = { ...aMail({}), payload: { headers: "none", parts: 5, body: [], mimeType: 9 } };
  expect(parseMessage(strange, "a@b")).toMatchObject({ subject: "", participants: [] });
});
