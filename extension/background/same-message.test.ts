import { expect, test } from "vitest";
import type { Activity } from "#shared/crm/activity.ts";
import type { ShownMessage } from "#shared/mail.ts";
import { findSame } from "./same-message.ts";

const anna = { name: "Anna Berg", address: "anna@norvik.example", role: "from" as const };
const shown = (text: string, from: ShownMessage["from"] = { ...anna, address: null }): ShownMessage => ({
  key: "outlook:hash",
  from,
  recipients: [],
  sentAt: null,
  text,
});
const found = (key: string, text: string) =>
  ({ messageKeys: [key], text, participants: [anna], ownerIds: ["lena"] }) as unknown as Activity;
const thread = [found("mid:1", "Please send\nan offer for six."), found("mid:2", "Thanks, eight then.")];

test("a message without a name is the one its sender wrote with these words, however the page breaks them", () => {
  expect(findSame(shown("Please   send an offer\n\nfor six."), thread)?.messageKeys).toEqual(["mid:1"]);
});

test("other words, another sender, or no words are nobody's", () => {
  expect(findSame(shown("Please send an offer for seven."), thread)).toBeUndefined();
  expect(findSame(shown("Thanks, eight then.", { ...anna, name: "Bo", address: null }), thread)).toBeUndefined();
  expect(findSame(shown(""), thread)).toBeUndefined();
});

test("a signature that only one of the two shows makes no difference", () => {
  expect(findSame(shown("Please send an offer for six.\nAnna Berg, Norvik AB"), thread)?.messageKeys).toEqual([
    "mid:1",
  ]);
  expect(findSame(shown("Thanks, eight then. Anna Berg, Norvik AB"), thread)).toBeUndefined();
});

test("two messages with the same words are neither", () => {
  expect(findSame(shown("Thanks, eight then."), [...thread, found("mid:3", "Thanks, eight then.")])).toBeUndefined();
});
