import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { AppError } from "#shared/errors.ts";
import type { ThreadContext } from "#shared/mail.ts";
import { Addresses } from "./addresses.ts";
import { ReplicaDatabase } from "./database.ts";

const nameless = (name: string) => ({ name, address: null, role: "from" as const });
const thread: ThreadContext = {
  kind: "thread",
  threadKey: "outlook:thread",
  subject: "Offer",
  link: "https://outlook.office.com/mail/",
  messages: [{ key: "m1", from: nameless("Anna Berg"), recipients: [nameless("Kim Lee")], sentAt: null, text: "Hi" }],
  account: null,
  compose: null,
};
const person = (name: string, address: string) => ({ name, address, role: "to" as const });
const answering = (...participants: ReturnType<typeof person>[]) => ({
  messages: [{ messageKeys: [], at: "2026-11-21T10:00:00.000Z", participants }],
});
const addressesIn = ({ messages }: ThreadContext) =>
  messages.flatMap(({ from, recipients }) => [from, ...recipients].map(({ address }) => address));

let db: ReplicaDatabase;
beforeEach(() => {
  db = new ReplicaDatabase(`addresses ${Math.random()}`);
});
afterEach(() => db.delete());

test("a name only one person in the thread bears gets their address, once the server has told", async () => {
  const addresses = new Addresses(async () => answering(person("anna berg", "anna@norvik.example")));
  expect(addressesIn(await addresses.fill(db, thread))).toEqual([null, null]);
  expect(addresses.isWorthAsking(thread)).toBe(true);
  await addresses.ask(thread);
  expect(addressesIn(await addresses.fill(db, thread))).toEqual(["anna@norvik.example", null]);
  expect(addresses.isWorthAsking(thread)).toBe(false);
});

test("a name two people bear stays a name", async () => {
  const two = answering(person("Anna Berg", "anna@norvik.example"), person("Anna Berg", "anna@other.example"));
  const addresses = new Addresses(async () => two);
  await addresses.ask(thread);
  expect(addressesIn(await addresses.fill(db, thread))).toEqual([null, null]);
});

test("without a network nothing is known, and it is asked again", async () => {
  const addresses = new Addresses(async () => {
    throw new AppError("unavailable", "offline");
  });
  await addresses.ask(thread);
  expect(addressesIn(await addresses.fill(db, thread))).toEqual([null, null]);
  expect(addresses.isWorthAsking(thread)).toBe(true);
});
