import { expect, test } from "vitest";
import type { Contact } from "#shared/crm/contact.ts";
import type { ShownMessage, ThreadContext } from "#shared/mail.ts";
import type { PersonView, ThreadPerson } from "../../views.ts";
import { loggableMessages, openMessage } from "./logging.ts";

const anna = { name: "Anna Berg", address: "anna@norvik.example", role: "from" as const };
const robin = { name: "Robin", address: "robin@kith.example", role: "to" as const };
const unnamed = { name: "Omar Haddad", address: null, role: "cc" as const };

const aMessage = (over: Partial<ShownMessage> = {}): ShownMessage => ({
  key: "m1",
  from: anna,
  recipients: [robin],
  sentAt: "2026-11-12T09:00:00.000Z",
  text: "Hello",
  ...over,
});
const aThread = (messages: ShownMessage[]): ThreadContext => ({
  kind: "thread",
  threadKey: "t1",
  subject: "Offer",
  link: "https://mail.google.com/#t1",
  messages,
  account: robin.address,
  compose: null,
});
const known = (id: string) => ({ contact: { id } as Contact }) as PersonView;
const people: ThreadPerson[] = [
  { participant: anna, standing: "known", known: known("a"), suggestion: null, likely: [] },
  { participant: robin, standing: "colleague", known: null, suggestion: null, likely: [] },
  { participant: unnamed, standing: "unnamed", known: null, suggestion: null, likely: [] },
];
const none = new Map<string, string>();

test("a message the page does not name, or has collapsed, cannot be logged", () => {
  const context = aThread([aMessage({ key: null }), aMessage({ text: null }), aMessage()]);
  expect(loggableMessages(context, people, [], none)).toHaveLength(1);
});

test("a logged message stays in the list while it is collapsed, so that it can be un-logged", () => {
  const logged = { key: "m1", from: anna, sentAt: null, logged: { activityId: "x", by: null, at: "" } };
  expect(loggableMessages(aThread([aMessage({ text: null })]), people, [logged], none)).toHaveLength(1);
});

test("a message is for everyone known in it, also those who were picked by hand", () => {
  const context = aThread([aMessage({ recipients: [robin, unnamed] })]);
  const [message] = loggableMessages(context, people, [], new Map([["name:omar haddad", "o"]]));
  expect(message?.contactIds).toEqual(["a", "o"]);
});

test("the message to log is the newest that is open", () => {
  const context = aThread([aMessage(), aMessage({ key: "m2" }), aMessage({ key: "m3", text: null })]);
  expect(openMessage(loggableMessages(context, people, [], none))?.shown.key).toBe("m2");
});
