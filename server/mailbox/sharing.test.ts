import { expect, test } from "vitest";
import { type Activity, activityEntity } from "#shared/crm/activity.ts";
import { type Meeting, meetingEntity } from "#shared/crm/meeting.ts";
import { isMoreThan, type SharingLevel, sharingLevels } from "#shared/crm/sharing.ts";
import type { OwnFields } from "#shared/entity.ts";
import { cutActivity, cutMeeting, levelForAll, ownerLevel } from "./sharing.ts";

const all = [...sharingLevels];
const ids = { me: "00000000-0000-4000-8000-000000000001", bo: "00000000-0000-4000-8000-000000000002" };

const mail: OwnFields<Activity> = {
  kind: "mail",
  at: "2026-11-01T10:00:00.000Z",
  direction: "in",
  subject: "canary-subject",
  text: "canary-text",
  contactIds: [ids.bo],
  participants: [{ role: "from", name: "Bo", address: "bo@example.com" }],
  link: "https://mail.example.com/canary-link",
  threadKeys: ["thread:1"],
  messageKeys: ["mid:1"],
  ownerIds: [ids.me],
  sharing: "nothing",
  privateTo: ids.me,
  outcome: null,
};

const meeting: OwnFields<Meeting> = {
  title: "canary-subject",
  startsAt: "2026-11-01T10:00:00.000Z",
  endsAt: "2026-11-01T11:00:00.000Z",
  isAllDay: false,
  location: "canary-place",
  joinUrl: "https://meet.example.com/canary-join",
  text: "canary-text",
  participants: mail.participants,
  contactIds: [ids.bo],
  ownerIds: [ids.me],
  eventKeys: ["ical:1"],
  link: "https://calendar.example.com/canary-link",
  sharing: "nothing",
  privateTo: ids.me,
  outcome: "done",
};

test("a rule for the thread stands above one for a person, and that above the mailbox", () => {
  for (const mailbox of all) {
    for (const sensitive of [true, false]) {
      const silent = sensitive ? "nothing" : mailbox;
      expect(ownerLevel({ mailbox, thread: null, people: [], sensitive })).toBe(silent);
      for (const person of all) {
        const said = sensitive ? "nothing" : person;
        expect(ownerLevel({ mailbox, thread: null, people: [person], sensitive })).toBe(said);
        for (const thread of all) {
          expect(ownerLevel({ mailbox, thread, people: [person], sensitive })).toBe(thread);
        }
      }
    }
  }
});

test("of rules for several people the least generous counts, in any order", () => {
  for (const one of all) {
    for (const other of all) {
      const level = ownerLevel({ mailbox: "everything", thread: null, people: [one, other], sensitive: false });
      expect(level).toBe(isMoreThan(one, other) ? other : one);
    }
  }
});

test("of several owners the most generous counts; nobody's is nothing", () => {
  expect(levelForAll([])).toBe("nothing");
  for (const one of all) {
    expect(levelForAll([one])).toBe(one);
    for (const other of all) expect(levelForAll([one, other])).toBe(isMoreThan(one, other) ? one : other);
  }
});

const canaries = (record: object | null) =>
  [...JSON.stringify(record).matchAll(/canary-(\w+)/gu)].map(([, name]) => name).sort();

test.each<[SharingLevel, string[], string[]]>([
  ["nothing", [], []],
  ["metadata", [], []],
  ["subject", ["subject"], ["subject"]],
  ["everything", ["link", "subject", "text"], ["join", "link", "place", "subject", "text"]],
])("at the level %s nothing else is left in the record for everybody", (level, ofMail, ofMeeting) => {
  const [cutMail, cutEvent] = [cutActivity(mail, level), cutMeeting(meeting, level)];
  expect([canaries(cutMail), canaries(cutEvent)]).toEqual([ofMail, ofMeeting]);
  if (level === "nothing") {
    expect([cutMail, cutEvent]).toEqual([null, null]);
    return;
  }
  const { participants, contactIds, ownerIds } = mail;
  const kept = { participants, contactIds, ownerIds, sharing: level, privateTo: null };
  expect(cutMail).toMatchObject({ ...kept, at: mail.at, direction: "in", messageKeys: mail.messageKeys });
  expect(cutEvent).toMatchObject({ ...kept, startsAt: meeting.startsAt, outcome: "done" });
  const base = { id: ids.me, createdAt: mail.at, updatedAt: mail.at, createdBy: null, updatedBy: null };
  expect(activityEntity.schema.safeParse({ ...base, ...cutMail }).success).toBe(true);
  expect(meetingEntity.schema.safeParse({ ...base, ...cutEvent }).success).toBe(true);
});
