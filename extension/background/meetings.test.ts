import "fake-indexeddb/auto";
import { afterAll, beforeEach, expect, test } from "vitest";
import { type Activity, activityEntity } from "#shared/crm/activity.ts";
import { type Contact, contactEntity } from "#shared/crm/contact.ts";
import { type Meeting, meetingEntity } from "#shared/crm/meeting.ts";
import { type Member, memberEntity } from "#shared/crm/member.ts";
import { type Task, taskEntity } from "#shared/crm/task.ts";
import type { BaseRecord, Entity } from "#shared/entity.ts";
import { getCall } from "./call-card.ts";
import { ReplicaDatabase } from "./database.ts";
import { dismissMeeting, findNextMeeting, joinMeetings, listSoon, listToday } from "./meetings.ts";
import { getTimeline } from "./queries.ts";
import { toRow } from "./rows.ts";

const anId = (tail: number) => `00000000-0000-4000-8000-${String(tail).padStart(12, "0")}`;
const [lena, robin, anna] = [anId(901), anId(902), anId(1)];
const hourMs = 3_600_000;
const now = new Date();
const inHours = (hours: number) => new Date(now.getTime() + hours * hourMs).toISOString();
const stamps = { createdAt: inHours(-99), updatedAt: inHours(-99), createdBy: null, updatedBy: null };

const db = new ReplicaDatabase("meetings");
const put = <R extends BaseRecord>(entity: Entity<R>, ...records: R[]) =>
  db.records(entity).bulkPut(records.map((record) => toRow(entity, record)));

const aMeeting = (id: number, startHours: number, over: Partial<Meeting> = {}): Meeting => ({
  ...stamps,
  id: anId(id),
  title: "Offer review",
  startsAt: inHours(startHours),
  endsAt: inHours(startHours + 0.5),
  isAllDay: false,
  location: null,
  joinUrl: null,
  text: "",
  participants: [],
  contactIds: [anna],
  ownerIds: [lena],
  eventKeys: [`event:${id}`],
  link: null,
  sharing: "everything",
  privateTo: null,
  outcome: null,
  ...over,
});
const anActivity = (key: string, over: Partial<Activity> = {}): Activity => ({
  ...stamps,
  id: crypto.randomUUID(),
  kind: "meeting",
  at: inHours(-2),
  direction: null,
  subject: "",
  text: "Said",
  contactIds: [anna],
  participants: [],
  link: null,
  threadKeys: [],
  messageKeys: [key],
  ownerIds: [],
  sharing: "everything",
  privateTo: null,
  outcome: "reached",
  ...over,
});

beforeEach(async () => {
  await Promise.all(db.tables.filter(({ name }) => name !== "meta").map((table) => table.clear()));
  await db.meta.update("replica", { dismissed: {} });
  const contact: Contact = {
    ...stamps,
    id: anna,
    name: "Anna Berg",
    title: null,
    companyId: null,
    emails: ["anna@norvik.example"],
    phones: [],
    address: null,
    lifecycle: "lead",
    source: null,
    ownerId: null,
    lastContactAt: null,
  };
  await put(contactEntity, contact);
  const rest = { role: "rep" as const, disabled: false };
  const members: Member[] = [
    { ...stamps, id: lena, name: "Lena Vogt", emails: ["lena@brightwater.example"], ...rest },
    { ...stamps, id: robin, name: "Robin", emails: ["robin@brightwater.example"], ...rest },
  ];
  await put(memberEntity, ...members);
});
afterAll(() => db.close());

const key = { eventKeys: ["event:x"] };
const reduced = aMeeting(11, -2, { ...key, title: "", sharing: "metadata" });
const mine = aMeeting(12, -2, { ...key, sharing: "metadata", privateTo: lena });

test("of two records of a meeting mine is shown, with the outcome of either", async () => {
  const views = await joinMeetings(db, lena, [{ ...reduced, outcome: "done" }, mine]);
  expect(views).toMatchObject([{ meeting: { id: mine.id }, outcome: "done", isMine: true, isLocked: false }]);
  const theirs = await joinMeetings(db, robin, [reduced]);
  expect(theirs).toMatchObject([{ meeting: { id: reduced.id }, isMine: false, isLocked: true }]);
});

test("what was written of it comes with it, until it has moved to another time", async () => {
  const moved = aMeeting(11, -2, { outcome: "moved" });
  await put(activityEntity, anActivity("meeting:event:11", { outcome: "moved", at: moved.startsAt }));
  expect(await joinMeetings(db, lena, [moved])).toMatchObject([{ outcome: "moved", note: "Said" }]);
  const later = { ...moved, startsAt: inHours(20), endsAt: inHours(21) };
  expect(await joinMeetings(db, lena, [later])).toMatchObject([{ outcome: null, note: "" }]);
});

test("the timeline says of a meeting how it went and of a call that it was, each once", async () => {
  await put(meetingEntity, reduced, mine, aMeeting(13, 5), aMeeting(14, 3));
  const call: Task = {
    ...stamps,
    id: anId(31),
    kind: "call",
    title: "Call Anna",
    note: null,
    dueAt: inHours(-4),
    doneAt: inHours(-4),
    contactId: anna,
    companyId: null,
    ownerId: lena,
    link: null,
    threadKey: null,
    doneBy: null,
  };
  await put(taskEntity, call, { ...call, id: anId(32), kind: "todo", doneAt: inHours(-9) });
  await put(activityEntity, anActivity("meeting:event:x"), anActivity("meeting:event:gone", { at: inHours(-7) }));
  await put(activityEntity, anActivity(`task:${call.id}`, { kind: "call", at: inHours(-4) }));
  const asked = { contactId: anna, companyId: null, kinds: null, limit: 50 };
  const { entries, upcoming } = await getTimeline(db, lena, asked);
  const ids = entries.map((entry) => [entry.kind, entry.kind === "activity" ? entry.record.kind : null]);
  expect(ids).toEqual([
    ["meeting", null],
    ["activity", "call"],
    ["activity", "meeting"],
    ["task", null],
  ]);
  expect(entries[0]).toMatchObject({ view: { note: "Said", meeting: { id: mine.id } } });
  expect(upcoming.map(({ meeting }) => meeting.id)).toEqual([anId(14), anId(13)]);
  const calls = await getTimeline(db, lena, { ...asked, kinds: ["call"] });
  expect([calls.entries.length, calls.upcoming.length]).toEqual([1, 0]);
});

test("asked about are mine of the last seven days that are over, until somebody says or it is dismissed", async () => {
  const old = aMeeting(15, -8 * 24);
  const others = aMeeting(16, -3, { ownerIds: [robin] });
  const unknown = aMeeting(17, -3, { contactIds: [anId(77)] });
  const said = aMeeting(18, -3, { outcome: "reached" });
  await put(meetingEntity, old, others, unknown, said, aMeeting(19, -6.5 * 24), aMeeting(20, -3), aMeeting(21, 0.2));
  const unsaid = async () => (await listToday(db, lena, now)).unsaid.map(({ meeting }) => meeting.id);
  expect(await unsaid()).toEqual([anId(20), anId(19)]);
  await dismissMeeting(db, anId(20), now);
  expect(await unsaid()).toEqual([anId(19)]);
  // Moved and held again, it is another.
  await put(meetingEntity, aMeeting(20, -1));
  expect(await unsaid()).toEqual([anId(20), anId(19)]);
});

test("a day has its meetings until they are over, whole days among them wherever one is", async () => {
  const day = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  const next = new Date(Date.parse(day) + 24 * hourMs).toISOString();
  const fair = aMeeting(22, 0, { isAllDay: true, startsAt: `${day}T00:00:00.000Z`, endsAt: next });
  const after = new Date(Date.parse(next) + 24 * hourMs).toISOString();
  const other = aMeeting(26, 0, { isAllDay: true, startsAt: next, endsAt: after });
  const noon = new Date(now.getFullYear(), now.getMonth(), now.getDate(), 12).getTime();
  const around = (hours: number) => new Date(noon + hours * hourMs).toISOString();
  const running = aMeeting(23, 0, { startsAt: around(-1), endsAt: around(1) });
  const ended = aMeeting(24, 0, { startsAt: around(-2), endsAt: around(-1) });
  const tomorrow = aMeeting(25, 0, { startsAt: around(24), endsAt: around(25) });
  await put(meetingEntity, other, fair, running, ended, tomorrow);
  const { meetings } = await listToday(db, lena, new Date(noon));
  expect(meetings.map(({ meeting }) => meeting.id)).toEqual([fair.id, running.id]);
  expect((await listSoon(db, lena, new Date(noon))).map(({ meeting }) => meeting.id)).toEqual([
    running.id,
    tomorrow.id,
  ]);
  expect((await findNextMeeting(db, lena, anna, new Date(noon)))?.meeting.id).toBe(fair.id);
});

test("the card says who is in it besides those known, and whether what is written stays mine", async () => {
  const [from, to] = ["from", "to"] as const;
  const participants = [
    { name: "Lena Vogt", address: "lena@brightwater.example", role: from },
    { name: "Anna", address: "anna@norvik.example", role: to },
    { name: "Kari", address: "kari@norvik.example", role: to },
  ];
  await put(meetingEntity, { ...reduced, participants }, { ...mine, participants });
  await put(activityEntity, anActivity("meeting:event:x"), anActivity("other", { at: inHours(-50) }));
  const card = await getCall(db, lena, reduced.id, now);
  expect(card).toMatchObject({ id: mine.id, title: "Offer review", note: "Said", isPrivate: false, isLocked: false });
  expect(card?.strangers.map(({ name }) => name)).toEqual(["Kari"]);
  expect(card?.recent.map(({ activity }) => activity.messageKeys)).toEqual([["other"]]);
  await put(meetingEntity, aMeeting(30, 1, { sharing: "nothing", privateTo: lena }));
  expect(await getCall(db, lena, anId(30), now)).toMatchObject({ isPrivate: true });
  expect(await getCall(db, lena, anId(99), now)).toBeNull();
});
