import { expect, test } from "vitest";
import { emailAddress, participant } from "#shared/fields.ts";
import { MESSAGE_TEXT_LIMIT, mailContext } from "#shared/mail.ts";
import { layout, RAIL_WIDTH } from "../config.ts";
import * as limits from "./limits.ts";
import { parseAddress, parseMailbox, toParticipant } from "./people.ts";

const line = (length: number) => "a".repeat(length);

test("the limits kept apart from the schemas are theirs", () => {
  expect(limits.TEXT_LIMIT).toBe(MESSAGE_TEXT_LIMIT);
  expect(limits.RAIL).toBe(RAIL_WIDTH);
  const width = (value: number) => layout.parse({ width: value, collapsed: false }).width;
  for (const edge of [limits.MIN_WIDTH, limits.MAX_WIDTH]) expect(width(edge)).toBe(edge);
  expect(width(limits.MIN_WIDTH - 1)).not.toBe(limits.MIN_WIDTH - 1);
  expect(width(limits.MAX_WIDTH + 1)).not.toBe(limits.MAX_WIDTH + 1);
});

test("a context as large as the limits allow is accepted, and nothing larger", () => {
  const person = (length: number) => ({ name: line(length), address: null, role: "from" as const });
  const context = (grow: number, more = grow) => ({
    kind: "thread",
    threadKey: line(limits.KEY_LIMIT + grow),
    subject: line(limits.LINE_LIMIT + grow),
    link: "https://mail.google.com/",
    messages: Array.from({ length: limits.MESSAGE_LIMIT + more }, () => ({
      key: null,
      from: person(limits.NAME_LIMIT + grow),
      recipients: Array.from({ length: limits.PEOPLE_LIMIT + grow }, () => person(1)),
      sentAt: null,
      text: null,
    })),
    account: line(limits.ADDRESS_LIMIT + grow),
    compose: null,
  });
  expect(mailContext.safeParse(context(0)).success).toBe(true);
  const paths = [context(1), context(1, 0)].flatMap(
    (large) => mailContext.safeParse(large).error?.issues.map(({ path }) => path.join(".")) ?? [],
  );
  for (const path of ["threadKey", "subject", "messages", "account", "messages.0.from.name", "messages.0.recipients"])
    expect(paths).toContain(path);
});

test("an address is one for the reader exactly when it is one for the schemas", () => {
  const addresses = [
    "anna@norvik.example",
    " Anna@Norvik.example ",
    "jörg@müller.example",
    "a b@x.example",
    "a@b@c",
    "anna",
    "",
    "<a@b.c>",
    "a,b@c.d",
    `${line(320)}@x.example`,
    "a\0@b.c",
  ];
  for (const address of addresses) {
    const parsed = emailAddress.safeParse(address);
    expect(parseAddress(address), address).toBe(parsed.success ? parsed.data : null);
  }
});

test("whatever a page calls somebody becomes a participant the schemas accept", () => {
  for (const name of [line(999), "\u202Egnp.exe", "a\0b", "\uD800x", `${line(299)}😀`, '"Anna"', "  ", "Anna\n Berg"]) {
    const made = toParticipant(name, "anna@norvik.example", "to");
    expect(participant.parse(made)).toEqual(made);
  }
});

test.each([
  ["Anna Berg<anna@x.example>", "Anna Berg", "anna@x.example"],
  ["Anna Berg <Anna@x.example>;", "Anna Berg", "anna@x.example"],
  ['"Berg, Anna" <anna@x.example>', "Berg, Anna", "anna@x.example"],
  ["anna@x.example", "", "anna@x.example"],
  ["anna@x.example <anna@x.example>", "", "anna@x.example"],
  ["Anna Berg; ", "Anna Berg", null],
  ["Anna <not an address>", "Anna <not an address>", null],
])("a mailbox is taken apart: %s", (text, name, address) => {
  expect(parseMailbox(text, "to")).toEqual({ name, address, role: "to" });
});
