import "fake-indexeddb/auto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AccessRequest, accessRequestEntity } from "#shared/crm/access-request.ts";
import { type Activity, activityEntity } from "#shared/crm/activity.ts";
import { type Member, memberEntity } from "#shared/crm/member.ts";
import { type Opening, openingEntity } from "#shared/crm/opening.ts";
import type { BaseRecord, Entity } from "#shared/entity.ts";
import { ReplicaDatabase } from "./database.ts";
import { describeAsked, isRecorded, listOpenings, listRequests } from "./requests.ts";
import { toRow } from "./rows.ts";

const anId = (end: string) => `00000000-0000-4000-8000-${end.padStart(12, "0")}`;
const [lena, robin, ben] = [anId("a"), anId("b"), anId("c")];
const [shared, own, gone] = [anId("1"), anId("2"), anId("3")];
const stamps = { createdAt: "2026-11-21T10:00:00.000Z", updatedAt: "2026-11-21T10:00:00.000Z", updatedBy: null };

const db = new ReplicaDatabase("requests");
const add = <R extends BaseRecord>(entity: Entity<R>, ...records: R[]) =>
  db.records(entity).bulkAdd(records.map((record) => toRow(entity, record)));

const aMail = (id: string, over: Partial<Activity>): Activity => ({
  ...stamps,
  id,
  createdBy: null,
  kind: "mail",
  at: stamps.createdAt,
  direction: "in",
  subject: "",
  text: "",
  contactIds: [],
  participants: [],
  link: null,
  threadKeys: ["thread:1"],
  messageKeys: ["mid:1"],
  ownerIds: [lena],
  sharing: "metadata",
  privateTo: null,
  outcome: null,
  ...over,
});
const aRequest = (id: string, createdBy: string, over: Partial<AccessRequest> = {}): AccessRequest => ({
  ...stamps,
  id: anId(id),
  createdBy,
  activityId: shared,
  ownerId: lena,
  state: "open",
  ...over,
});
const anOpening = (id: string, createdBy: string, over: Partial<Opening> = {}): Opening => ({
  ...stamps,
  id: anId(id),
  createdBy,
  activityId: shared,
  ownerId: lena,
  ...over,
});

beforeAll(async () => {
  const aMember = (id: string, name: string): Member => ({
    ...stamps,
    id,
    createdBy: null,
    name,
    emails: [],
    role: "rep",
    disabled: false,
  });
  await add(memberEntity, aMember(lena, "Lena"), aMember(robin, "Robin"), aMember(ben, "Ben"));
  await add(activityEntity, aMail(shared, {}), aMail(own, { subject: "Offer", privateTo: lena }));
  await add(
    accessRequestEntity,
    aRequest("11", robin, { createdAt: "2026-11-21T12:00:00.000Z" }),
    aRequest("12", ben),
    aRequest("13", ben, { state: "refused" }),
    aRequest("14", robin, { activityId: gone }),
    aRequest("15", lena, { ownerId: robin, state: "refused" }),
    aRequest("16", lena, { ownerId: ben, state: "refused" }),
    aRequest("17", lena, { ownerId: ben, createdAt: "2026-11-22T10:00:00.000Z" }),
  );
  await add(
    openingEntity,
    anOpening("21", robin),
    anOpening("22", ben, { updatedAt: "2026-11-21T11:00:00.000Z" }),
    anOpening("23", lena, { ownerId: robin }),
  );
});
afterAll(() => db.close());

test("what I am asked is there oldest first, with the mail as I have it; what I took back is not", async () => {
  const views = await listRequests(db, lena);
  expect(views.map(({ by, mail }) => [by?.name, mail.id, mail.subject])).toEqual([
    ["Ben", own, "Offer"],
    ["Robin", own, "Offer"],
  ]);
  expect(await listRequests(db, ben)).toMatchObject([{ by: { name: "Lena" } }]);
});

test("of what I asked, the last answer of each counts", async () => {
  const asked = await describeAsked(db, lena, shared);
  expect([asked.isOpen, asked.refusedBy.map(({ name }) => name)]).toEqual([true, ["Robin"]]);
  expect(await describeAsked(db, ben, anId("99"))).toEqual({ isOpen: false, refusedBy: [] });
});

test("who opened my mail is there, newest first, under my own record of it too; my own openings are not", async () => {
  for (const id of [shared, own]) {
    const openings = await listOpenings(db, lena, id);
    expect(openings.map(({ member }) => member.name)).toEqual(["Ben", "Robin"]);
  }
  expect((await listOpenings(db, robin, shared)).map(({ member }) => member.name)).toEqual(["Lena"]);
});

test("an opening is recorded again after an hour", async () => {
  const at = (time: string) => isRecorded(db, robin, shared, new Date(`2026-11-21T${time}:00.000Z`));
  expect([await at("10:59"), await at("11:00")]).toEqual([true, false]);
  expect(await isRecorded(db, ben, gone, new Date())).toBe(false);
});
