import { expect, test } from "vitest";
import { answerToMessage, type MessageAnswer, threadIdsOf, threadKeysOf } from "./message.ts";

const anAnswer = (given: Partial<MessageAnswer> = {}): MessageAnswer => ({
  id: "AAkM1=",
  conversationId: "AAQkC1=",
  receivedDateTime: "2026-03-01T08:00:00Z",
  subject: "Offer",
  from: { emailAddress: { name: "Anna Berg", address: "Anna@norvik.example" } },
  toRecipients: [{ emailAddress: { name: "lena@kontor.example", address: "lena@kontor.example" } }],
  body: { contentType: "text", content: "Hello" },
  internetMessageId: "<1@norvik.example>",
  parentFolderId: "F",
  ...given,
});

const withHeader = (name: string, value: string) =>
  answerToMessage(anAnswer({ internetMessageHeaders: [{ name, value }] }));

test("a thread goes by its id in Microsoft's alphabet and in the page's", () => {
  // From a published answer, next to its conversationIndex AQHTAbcSwb41IIwGp0qstrYSZH+U7Q==.
  const given = "AAQkADA1MzMyOGI4LTlkZDctNDkzYy05M2RiLTdiN2E1NDE3MTRkOQAQAMG_NSCMBqdKrLa2EmR-lO0=";
  const [shown] = threadKeysOf(given);
  const guid = Buffer.from(shown?.replace("outlook:", "") ?? "", "base64").subarray(-16);
  expect(guid).toEqual(Buffer.from("AQHTAbcSwb41IIwGp0qstrYSZH+U7Q==", "base64").subarray(6, 22));
  expect(threadKeysOf(given)).toEqual([shown, `outlook:${given}`]);
  expect(threadKeysOf("AAQkC1=")).toEqual(["outlook:AAQkC1="]);
});

test("from the page's name of a thread there is a way back, where it names one", () => {
  const given = "AAQkADA1MzMyOGI4LTlkZDctNDkzYy05M2RiLTdiN2E1NDE3MTRkOQAQAMG_NSCMBqdKrLa2EmR-lO0=";
  for (const key of threadKeysOf(given)) expect(threadIdsOf(key)).toContain(given);
  expect(threadIdsOf("outlook:-:1x2y3z")).toEqual([]);
  expect(threadIdsOf("gmail:18c2f0a1b2c3d4e5")).toEqual([]);
});

test("names and addresses are as Kith compares them", () => {
  expect(answerToMessage(anAnswer()).participants).toEqual([
    { name: "Anna Berg", address: "anna@norvik.example", role: "from" },
    { name: "", address: "lena@kontor.example", role: "to" },
  ]);
});

test("a directory name is no address, and the sender stands in for a missing from", () => {
  const sender = { emailAddress: { name: "Ravi", address: "/O=EXCHANGELABS/OU=X/CN=RAVI" } };
  expect(answerToMessage(anAnswer({ from: null, sender, toRecipients: null })).participants).toEqual([
    { name: "Ravi", address: null, role: "from" },
  ]);
});

test("references are the headers', folded or not, with the answered message last and once", () => {
  const message = answerToMessage(
    anAnswer({
      internetMessageHeaders: [
        { name: "in-reply-to", value: "<c@x>" },
        { name: "REFERENCES", value: "<a@x>\r\n <b@x>" },
      ],
    }),
  );
  expect(message.references).toEqual(["<a@x>", "<b@x>", "<c@x>"]);
});

test("sent mail has no headers, and its references where Exchange keeps them", () => {
  const message = answerToMessage(
    anAnswer({
      singleValueExtendedProperties: [
        { id: "String 0x1039", value: "<a@x> <b@x>" },
        { id: "String 0x1042", value: "<b@x>" },
      ],
    }),
  );
  expect(message.references).toEqual(["<a@x>", "<b@x>"]);
});

test.each([
  ["List-Id", "<news.example>", true],
  ["LIST-UNSUBSCRIBE", "<mailto:x@y.z>", true],
  ["Precedence", "Bulk", true],
  ["Precedence", "first-class", false],
  ["Auto-Submitted", "auto-replied", true],
  ["Auto-Submitted", "no", false],
  ["X-Mailer", "List-Id", false],
])("%s: %s is mail of a machine: %s", (name, value, isBulk) => {
  expect(withHeader(name, value).isBulk).toBe(isBulk);
});

test("what no store can keep is left out", () => {
  const message = answerToMessage(
    anAnswer({ subject: "A\0B\ud800", body: { contentType: "html", content: "<p>\0</p>\udc00" } }),
  );
  expect(message.subject).toBe("AB");
  expect(message.body).toEqual({ kind: "html", content: "<p></p>" });
});

test("no date is not the year one", () => {
  expect(
    answerToMessage(anAnswer({ receivedDateTime: "0001-01-01T00:00:00Z", sentDateTime: "2026-03-01T07:59:00Z" })).at,
  ).toBe("2026-03-01T07:59:00.000Z");
  expect(() => answerToMessage(anAnswer({ receivedDateTime: null }))).toThrow(
    expect.objectContaining({ code: "invalid" }),
  );
});

test.each([
  ["<a@x> <b@x>", "<a@x>"],
  ["a@x", "a@x"],
  ["", null],
  ["not an id", null],
  [`<${"a".repeat(1_000)}@x>`, null],
])("the Message-ID %s is %s", (header, messageId) => {
  expect(answerToMessage(anAnswer({ internetMessageId: header })).messageId).toBe(messageId);
});
