// How much of a mail or meeting everybody sees, and what the record for everybody therefore holds. Pure.
import type { Activity } from "#shared/crm/activity.ts";
import type { Meeting } from "#shared/crm/meeting.ts";
import { isMoreThan, type SharingLevel } from "#shared/crm/sharing.ts";
import type { OwnFields } from "#shared/entity.ts";

export interface ShareInput {
  /** What the owner's mailbox says in general. */
  readonly mailbox: SharingLevel;
  /** The owner's rule for this thread; null without one. */
  readonly thread: SharingLevel | null;
  /** The owner's rules for people in it whom we know. */
  readonly people: readonly SharingLevel[];
  /** A code, a password, bank mail, or an event marked as private. */
  readonly sensitive: boolean;
}

const moreOf = (a: SharingLevel, b: SharingLevel) => (isMoreThan(a, b) ? a : b);
const lessOf = (a: SharingLevel, b: SharingLevel) => (isMoreThan(a, b) ? b : a);

/** What one owner allows: thread over person over mailbox. Only their word on the very thread shows what is sensitive. */
export function ownerLevel({ mailbox, thread, people, sensitive }: ShareInput): SharingLevel {
  if (thread !== null) return thread;
  if (sensitive) return "nothing";
  return people.length > 0 ? people.reduce(lessOf) : mailbox;
}

/** What everybody sees of something that lies in several mailboxes: whoever has it may show it. */
export const levelForAll = (levels: readonly SharingLevel[]): SharingLevel => levels.reduce(moreOf, "nothing");

/** A member with two mailboxes shows what either of them shows. */
export const addOwner = (owners: Map<string, SharingLevel>, memberId: string, level: SharingLevel) =>
  owners.set(memberId, moreOf(level, owners.get(memberId) ?? "nothing"));

/** The record for everybody, or null where there must be none. Its keys stay: by them it is known wherever it turns up. */
export function cutActivity(own: OwnFields<Activity>, level: SharingLevel): OwnFields<Activity> | null {
  if (level === "nothing") return null;
  const forAll = { ...own, sharing: level, privateTo: null };
  if (level === "everything") return forAll;
  return { ...forAll, subject: level === "subject" ? own.subject : "", text: "", link: null };
}

/** Likewise for a meeting. How it went is what the team wrote, not what the calendar held, and stays. */
export function cutMeeting(own: OwnFields<Meeting>, level: SharingLevel): OwnFields<Meeting> | null {
  if (level === "nothing") return null;
  const forAll = { ...own, sharing: level, privateTo: null };
  if (level === "everything") return forAll;
  const title = level === "subject" ? own.title : "";
  return { ...forAll, title, text: "", location: null, joinUrl: null, link: null };
}
