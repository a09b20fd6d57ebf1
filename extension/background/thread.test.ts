import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { mutations } from "#shared/crm/index.ts";
import type { Member } from "#shared/crm/member.ts";
import type { MailContext, ShownMessage } from "#shared/mail.ts";
import { draftActivity } from "./log-message.ts";
import { Replica } from "./replica.ts";
import { describeShown } from "./thread.ts";

const lenaId = "00000000-0000-4000-8000-00000000000a";
const now = "2026-11-21T10:00:00.000Z";
const lenaVogt: Member = {
  id: lenaId,
  createdAt: now,
  updatedAt: now,
  createdBy: null,
  updatedBy: null,
  name: "Lena Vogt",
  emails: ["lena@brightwater.example"],
  role: "rep",
  disabled: false,
};

async function aReplica() {
  const actor = { memberId: lenaId, role: "rep" } as const;
  const replica = new Replica(crypto.randomUUID(), actor, { touched: () => undefined, queued: () => undefined });
  const changes = [{ entity: "member", id: lenaId, record: lenaVogt }];
  await replica.applyPulled({ cursor: "1", reset: false, changes, more: false, lastSequence: 0 }, now);
  return replica;
}
const aPerson = (name: string, address: string | null) => ({ name, address, role: "to" as const });
const aMessage = (over: Partial<ShownMessage>): ShownMessage => ({
  key: "m1",
  from: { ...aPerson("Anna Berg", "anna@norvik.example"), role: "from" },
  recipients: [aPerson("Lena Vogt", "lena@brightwater.example")],
  sentAt: now,
  text: "Hello",
  ...over,
});
const aThread = (...messages: ShownMessage[]): MailContext => ({
  kind: "thread",
  threadKey: "t1",
  subject: "Autumn",
  link: "https://mail.google.com/mail/u/0/#inbox/1",
  messages,
  account: "lena@brightwater.example",
  compose: null,
});
const standings = async (replica: Replica, context: MailContext) => {
  const { people } = await describeShown(replica.db, lenaId, context);
  return Object.fromEntries(
    people.map(({ participant, standing }) => [participant.address ?? participant.name, standing]),
  );
};
const saveAnna = (replica: Replica) =>
  replica.mutate(mutations.contact.saveLead.name, {
    id: "00000000-0000-4000-8000-000000000001",
    name: "Anna Berg",
    email: "anna@norvik.example",
    title: null,
    phones: [],
    address: null,
    source: "mail",
    company: null,
  });

test("everybody in a thread stands where Kith knows them", async () => {
  const replica = await aReplica();
  await saveAnna(replica);
  const recipients = [
    aPerson("Lena Vogt", "lena@brightwater.example"),
    aPerson("Sam", "sam@brightwater.example"),
    aPerson("", "no-reply@shop.example"),
    aPerson("Omar Haddad", "omar@haddad.example"),
    aPerson("lena vogt", null),
    aPerson("Kim", null),
  ];
  expect(await standings(replica, aThread(aMessage({ recipients })))).toEqual({
    "anna@norvik.example": "known",
    "lena@brightwater.example": "colleague",
    "sam@brightwater.example": "colleague",
    "no-reply@shop.example": "nobody",
    "omar@haddad.example": "unknown",
    "lena vogt": "colleague",
    Kim: "unnamed",
  });
});

test("the same person under another address is offered, a namesake at another company is not", async () => {
  const replica = await aReplica();
  await saveAnna(replica);
  const likely = async (address: string) => {
    const thread = aThread(aMessage({ from: { ...aPerson("Anna Berg", address), role: "from" } }));
    const { people } = await describeShown(replica.db, lenaId, thread);
    return people[0]?.likely.map((person) => person.contact.name);
  };
  expect(await likely("anna+fair@norvik.example")).toEqual(["Anna Berg"]);
  expect(await likely("anna.berg@gmail.com")).toEqual(["Anna Berg"]);
  expect(await likely("anna@other.example")).toEqual([]);
});

test("what is logged is the message on screen, for everyone known in it", async () => {
  const replica = await aReplica();
  await saveAnna(replica);
  const reply = aMessage({ key: "m2", from: { ...aPerson("Lena Vogt", "lena@brightwater.example"), role: "from" } });
  const thread = aThread(aMessage({}), { ...reply, recipients: [aPerson("Anna Berg", "anna@norvik.example")] });
  expect(await draftActivity(replica.db, thread, "m1", [])).toMatchObject({
    direction: "in",
    subject: "Autumn",
    text: "Hello",
  });
  const contactIds = ["00000000-0000-4000-8000-000000000001"];
  expect(await draftActivity(replica.db, thread, "m2", [])).toMatchObject({
    direction: "out",
    contactIds,
    messageKeys: ["m2"],
  });
  const quoting = aMessage({ text: "Yes please.\n\nBest regards,\nAnna Berg\n\nOn 1 Nov Lena wrote:\n> Shall I?" });
  expect(await draftActivity(replica.db, aThread(quoting), "m1", [])).toMatchObject({ text: "Yes please." });
  await expect(draftActivity(replica.db, thread, "m3", [])).rejects.toMatchObject({ fields: [{ path: "seen" }] });
});
