import "fake-indexeddb/auto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Activity, activityEntity } from "#shared/crm/activity.ts";
import { type Contact, contactEntity } from "#shared/crm/contact.ts";
import { type Member, memberEntity } from "#shared/crm/member.ts";
import { type ShareRule, shareRuleEntity } from "#shared/crm/sharing.ts";
import type { FoundIn } from "../views.ts";
import { ReplicaDatabase } from "./database.ts";
import { getPerson, getTimeline } from "./queries.ts";
import { toRow } from "./rows.ts";

const now = "2026-11-21T10:00:00.000Z";
const [lena, robin, anna] = ["a", "b", "1"].map((end) => `00000000-0000-4000-8000-00000000000${end}`) as [
  string,
  string,
  string,
];
const stamps = { createdAt: now, updatedAt: now, createdBy: null, updatedBy: null };

const aMail = (name: string, over: Partial<Activity> = {}): Activity => ({
  ...stamps,
  id: crypto.randomUUID(),
  kind: "mail",
  at: now,
  direction: "in",
  subject: name,
  text: `All of ${name}`,
  contactIds: [anna],
  participants: [],
  link: null,
  threadKeys: [`thread:${name}`],
  messageKeys: [`mid:${name}@norvik.example`],
  ownerIds: [lena],
  sharing: "subject",
  privateTo: null,
  outcome: null,
  ...over,
});

const db = new ReplicaDatabase("found");
const aMember = (id: string, name: string): Member => ({
  ...stamps,
  id,
  name,
  emails: [],
  role: "rep",
  disabled: false,
});

beforeAll(async () => {
  const contact: Contact = {
    ...stamps,
    id: anna,
    name: "Anna Berg",
    title: null,
    companyId: null,
    emails: [],
    phones: [],
    address: null,
    lifecycle: "lead",
    source: null,
    ownerId: null,
    lastContactAt: null,
  };
  await db.records(contactEntity).add(toRow(contactEntity, contact));
  const members = [aMember(lena, "Lena"), aMember(robin, "Robin")];
  await db.records(memberEntity).bulkAdd(members.map((member) => toRow(memberEntity, member)));
  const mails = [
    aMail("offer", { text: "" }),
    // Lena's own record of the same message, which names it as the page does as well.
    aMail("offer", { privateTo: lena, messageKeys: ["gmail:7", "mid:offer@norvik.example"] }),
    aMail("order", { ownerIds: [robin], sharing: "metadata", subject: "", text: "", at: "2026-11-20T10:00:00.000Z" }),
    aMail("open", { ownerIds: [robin], sharing: "everything", at: "2026-11-19T10:00:00.000Z" }),
    // Lena's own record has not been pulled yet.
    aMail("late", { at: "2026-11-18T12:00:00.000Z" }),
    aMail("logged", { createdBy: robin, sharing: "everything", at: "2026-11-18T10:00:00.000Z" }),
  ];
  await db.records(activityEntity).bulkAdd(mails.map((mail) => toRow(activityEntity, mail)));
  const rule = (over: Partial<ShareRule>): ShareRule => ({
    ...stamps,
    id: crypto.randomUUID(),
    contactId: null,
    threadKey: null,
    level: "everything",
    privateTo: lena,
    ...over,
  });
  const rules = [rule({ threadKey: "thread:offer" }), rule({ contactId: anna, level: "nothing" })];
  await db.records(shareRuleEntity).bulkAdd(rules.map((one) => toRow(shareRuleEntity, one)));
});
afterAll(() => db.close());

async function readTimeline(memberId: string) {
  const asked = { contactId: anna, companyId: null, kinds: null, limit: 50 };
  const { entries } = await getTimeline(db, memberId, asked);
  return entries.flatMap((entry) => (entry.kind === "activity" ? [entry] : []));
}
const foundOf = (found: FoundIn | null) =>
  found && { ...found, owners: found.owners.map(({ name }) => name), threadRule: found.threadRule?.level ?? null };

test("of a message with a record of my own only that one is shown", async () => {
  const timeline = await readTimeline(lena);
  expect(timeline.map(({ record }) => record.text)).toEqual([
    "All of offer",
    "",
    "All of open",
    "All of late",
    "All of logged",
  ]);
  expect((await getPerson(db, lena, anna))?.lastActivity).toMatchObject({ text: "All of offer" });
});

test("what a mailbox brought says whose it is, whether it is locked, and what I decided", async () => {
  const [offer, order, open, late] = (await readTimeline(lena)).map(({ found }) => foundOf(found));
  const rules = { threadRule: null, personRule: expect.objectContaining({ level: "nothing" }) };
  expect(offer).toEqual({ ...rules, owners: ["Lena"], isMine: true, isLocked: false, threadRule: "everything" });
  expect(order).toEqual({ ...rules, owners: ["Robin"], isMine: false, isLocked: true });
  expect(open).toEqual({ ...rules, owners: ["Robin"], isMine: false, isLocked: false });
  expect(late).toEqual({ ...rules, owners: ["Lena"], isMine: true, isLocked: false });
});

test("a colleague's rules are not mine", async () => {
  const found = (await readTimeline(robin)).map((entry) => entry.found);
  expect(found.map((one) => one && [one.threadRule, one.personRule])).toContainEqual([null, null]);
  expect(found.some((one) => one?.personRule || one?.threadRule)).toBe(false);
});

test("what a colleague logged is theirs, not a mailbox's", async () => {
  const logged = (await readTimeline(lena)).at(-1);
  expect([logged?.found, logged?.by?.name]).toEqual([null, "Robin"]);
});
