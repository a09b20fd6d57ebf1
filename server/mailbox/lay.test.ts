import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Activity } from "#shared/crm/activity.ts";
import type { SharingLevel } from "#shared/crm/sharing.ts";
import type { OwnFields } from "#shared/entity.ts";
import type { Participant } from "#shared/fields.ts";
import { activityKind, type Held, layOne, meetingKind, ownFields } from "./lay.ts";

const [ann, bob, cem] = ["ann", "bob", "cem"] as const;
const now = "2026-11-21T10:00:00.000Z";
const person = (name: string, role: Participant["role"]): Participant => ({
  name,
  address: `${name}@example.com`,
  role,
});

/** The mail as one mailbox has it; only its sender's tells of those in Bcc. */
const copy = (given: Partial<OwnFields<Activity>> = {}): OwnFields<Activity> => ({
  kind: "mail",
  at: "2026-11-01T10:00:00.000Z",
  direction: "in",
  subject: "Subject",
  text: "Text",
  contactIds: ["bo"],
  participants: [person("bo", "from"), person("ann", "to")],
  link: "https://mail.example.com/1",
  threadKeys: ["thread:1"],
  messageKeys: ["mid:1"],
  ownerIds: [],
  sharing: "nothing",
  privateTo: null,
  outcome: null,
  ...given,
});

/** Records as they are kept from one filing to the next. */
function aTimeline() {
  let records: Activity[] = [];
  const lay = (held: Partial<Held<Activity>> & { owners: ReadonlyMap<string, SharingLevel> }) => {
    const one = { key: "mid:1", own: copy(), from: null, ...held };
    const lain = layOne(activityKind, one, records, { now, sharedId: "shared" });
    const untouched = records.filter(({ id }) => !lain.remove.includes(id) && !lain.put.some((put) => put.id === id));
    records = [...untouched, ...lain.put];
    return lain;
  };
  return {
    lay,
    add: (record: Activity) => records.push(record),
    forAll: () => records.filter(({ privateTo }) => privateTo === null),
    of: (memberId: string) => records.filter(({ privateTo }) => privateTo === memberId),
  };
}

const owners = (...levels: [string, SharingLevel][]) => new Map(levels);

test("there is one record for everybody and one for each owner who does not show all of it", () => {
  for (const level of ["nothing", "metadata", "subject", "everything"] as const) {
    const timeline = aTimeline();
    const { sharedId, privateIds } = timeline.lay({ from: ann, owners: owners([ann, level]) });
    expect(sharedId, level).toBe(level === "nothing" ? null : "shared");
    expect([...privateIds.keys()], level).toEqual(level === "everything" ? [] : [ann]);
    expect(timeline.of(ann).map(({ text }) => text)).toEqual(level === "everything" ? [] : ["Text"]);
    expect(timeline.forAll().map(({ text, sharing }) => [text, sharing])).toEqual(
      level === "nothing" ? [] : [[level === "everything" ? "Text" : "", level]],
    );
  }
});

test("laid again it is the same, under the same ids", () => {
  const timeline = aTimeline();
  const filing = { from: ann, owners: owners([ann, "subject"], [bob, "nothing"]) };
  timeline.lay(filing);
  const before = [timeline.forAll(), timeline.of(ann), timeline.of(bob)];
  const { remove } = timeline.lay(filing);
  expect([timeline.forAll(), timeline.of(ann), timeline.of(bob)]).toEqual(before);
  expect(remove).toEqual([]);
});

test("nobody can work out the id of what is somebody's alone", () => {
  const ids = [1, 2].map(() =>
    aTimeline()
      .lay({ from: ann, owners: owners([ann, "nothing"]) })
      .privateIds.get(ann),
  );
  expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/u);
  expect(ids[0]).not.toBe(ids[1]);
});

test("an owner who shows nothing is not named to anybody else", () => {
  const timeline = aTimeline();
  timeline.lay({ from: ann, owners: owners([ann, "everything"]) });
  timeline.lay({ from: bob, owners: owners([ann, "everything"], [bob, "nothing"], [cem, "metadata"]) });
  expect(timeline.forAll().map(({ ownerIds }) => ownerIds)).toEqual([[ann, cem]]);
  expect(timeline.of(bob).map(({ ownerIds }) => ownerIds)).toEqual([[ann, bob, cem]]);
  expect(timeline.of(cem).map(({ ownerIds }) => ownerIds)).toEqual([[ann, cem]]);
});

test("whom a sender hid stays in the sender's copy, whoever else has the mail and whatever they show", () => {
  const sent = copy({
    participants: [person("ann", "from"), person("bob", "to"), person("eva", "bcc")],
    contactIds: ["bo", "eva"],
  });
  const received = copy({ participants: sent.participants.slice(0, 2), contactIds: ["bo"] });
  for (const bobs of ["nothing", "metadata", "everything"] as const) {
    for (const order of [
      [ann, bob],
      [bob, ann],
    ]) {
      const timeline = aTimeline();
      const both = owners([ann, "nothing"], [bob, bobs]);
      for (const from of order) timeline.lay({ from, own: from === ann ? sent : received, owners: both });
      timeline.lay({ from: ann, own: sent, owners: both });
      timeline.lay({ own: timeline.of(ann).map(ownFields)[0] ?? sent, from: ann, owners: both });
      const others = JSON.stringify([timeline.forAll(), timeline.of(bob)]);
      expect(others, `${bobs} ${order}`).not.toContain("eva");
      expect(JSON.stringify(timeline.of(ann))).toContain("eva");
    }
  }
});

test("where only the sender's copy is at hand, others get it without those the sender hid", () => {
  const timeline = aTimeline();
  const participants = [person("ann", "from"), person("bob", "to"), person("eva", "bcc")];
  timeline.lay({
    from: ann,
    own: copy({ participants }),
    owners: owners([ann, "nothing"], [bob, "everything"], [cem, "subject"]),
  });
  expect(timeline.of(cem)).toHaveLength(1);
  expect(timeline.forAll()).toHaveLength(1);
  expect(JSON.stringify([timeline.forAll(), timeline.of(cem)])).not.toContain("eva@");
});

test("everybody gets the copy of an owner who shows it, not of whoever's mailbox told of it last", () => {
  const timeline = aTimeline();
  timeline.lay({ from: ann, own: copy({ link: "https://mail.example.com/ann" }), owners: owners([ann, "everything"]) });
  const theirs = copy({ link: "https://mail.example.com/bob", messageKeys: ["mid:1", "gmail:bob"] });
  timeline.lay({ from: bob, own: theirs, owners: owners([ann, "everything"], [bob, "nothing"]) });
  expect(timeline.forAll()).toMatchObject([{ link: "https://mail.example.com/ann", messageKeys: ["mid:1"] }]);
  expect(timeline.of(bob)).toMatchObject([{ link: "https://mail.example.com/bob" }]);
});

test("what is taken back is each owner's again, and shown again it is whole", () => {
  const timeline = aTimeline();
  timeline.lay({ from: ann, owners: owners([ann, "everything"]) });
  const [shared] = timeline.forAll().map(ownFields);
  const taken = timeline.lay({ own: shared ?? copy(), owners: owners([ann, "nothing"]) });
  expect([taken.remove, timeline.forAll()]).toEqual([["shared"], []]);
  expect(timeline.of(ann)).toMatchObject([{ text: "Text", subject: "Subject" }]);
  const [own] = timeline.of(ann).map(ownFields);
  timeline.lay({ own: own ?? copy(), from: ann, owners: owners([ann, "everything"]) });
  expect(timeline.forAll()).toMatchObject([{ text: "Text", ownerIds: [ann] }]);
  expect(timeline.of(ann)).toEqual([]);
});

test("who logs a mail by hand shows what they logged, and nothing of a mailbox that shows nothing", () => {
  const timeline = aTimeline();
  timeline.lay({ from: ann, owners: owners([ann, "nothing"]), own: copy({ contactIds: ["bo", "secret"] }) });
  const logged = copy({ text: "As Bob saw it", participants: [], sharing: "everything" });
  const base = { id: randomUUID(), createdAt: now, updatedAt: now, createdBy: bob, updatedBy: bob };
  timeline.add({ ...base, ...logged } as Activity);
  timeline.lay({ from: ann, own: timeline.of(ann).map(ownFields)[0] ?? copy(), owners: owners([ann, "nothing"]) });
  expect(timeline.forAll()).toMatchObject([
    {
      text: "As Bob saw it",
      participants: [],
      ownerIds: [],
      contactIds: ["bo"],
      sharing: "everything",
      createdBy: bob,
    },
  ]);
  expect(timeline.of(ann)).toMatchObject([{ text: "Text", ownerIds: [ann] }]);
  const [own] = timeline.of(ann).map(ownFields);
  timeline.lay({ from: ann, own: own ?? copy(), owners: owners([ann, "metadata"]) });
  expect(timeline.forAll()).toMatchObject([{ text: "As Bob saw it", ownerIds: [ann], contactIds: ["bo", "secret"] }]);
  timeline.lay({ from: ann, own: own ?? copy(), owners: owners() });
  expect([timeline.forAll().length, timeline.of(ann)]).toEqual([1, []]);
});

test("who logs by hand what lies in their own mailbox shows it", () => {
  const timeline = aTimeline();
  timeline.lay({ from: ann, owners: owners([ann, "nothing"], [bob, "nothing"]) });
  const logged = copy({ text: "As Ann saw it", sharing: "everything" });
  timeline.add({ id: "logged", createdAt: now, updatedAt: now, createdBy: ann, updatedBy: ann, ...logged });
  const [own] = timeline.of(ann).map(ownFields);
  timeline.lay({ from: ann, own: own ?? copy(), owners: owners([ann, "nothing"], [bob, "nothing"]) });
  expect(timeline.forAll()).toMatchObject([{ id: "logged", text: "As Ann saw it", ownerIds: [ann] }]);
  expect([timeline.of(ann).length, timeline.of(bob).length]).toEqual([0, 1]);
});

test("how a meeting went outlives its being moved, on every record of it", () => {
  const meeting = {
    ...copy(),
    title: "T",
    startsAt: now,
    endsAt: now,
    location: null,
    joinUrl: null,
    eventKeys: ["e"],
  };
  const held = { key: "e", own: meeting as never, from: ann, owners: owners([ann, "metadata"]) };
  const first = layOne(meetingKind, held, [], { now, sharedId: "shared" });
  const told = first.put.map((record) => ({ ...record, outcome: "done" as const }));
  const again = layOne(meetingKind, held, told, { now, sharedId: "shared" });
  expect(again.put.map(({ outcome }) => outcome)).toEqual(["done", "done"]);
});
