// One message or meeting, from what its owners' mailboxes hold to records: one for everybody, cut to what is shared, and
// one for each owner who does not share all of it. Pure.
import { randomUUID } from "node:crypto";
import { type Activity, activityEntity } from "#shared/crm/activity.ts";
import { type Meeting, meetingEntity } from "#shared/crm/meeting.ts";
import type { SharingLevel } from "#shared/crm/sharing.ts";
import type { BaseRecord, Entity, OwnFields } from "#shared/entity.ts";
import type { Participant } from "#shared/fields.ts";
import { cutActivity, cutMeeting, levelForAll } from "./sharing.ts";

export type SharedRecord = BaseRecord & {
  contactIds: string[];
  ownerIds: string[];
  sharing: SharingLevel;
  privateTo: string | null;
  link: string | null;
  participants: Participant[];
};

/** How messages and meetings differ here. */
export interface Kind<R extends SharedRecord> {
  readonly entity: Entity<R>;
  /** The field that holds the record's names. */
  readonly names: keyof R & string;
  cut(own: OwnFields<R>, level: SharingLevel): OwnFields<R> | null;
  /** What people have added to a record of ours and must survive it being written anew. */
  keep(own: OwnFields<R>, kept: R): OwnFields<R>;
}

const union = (a: readonly string[], b: readonly string[]) => [...new Set([...a, ...b])];

export const activityKind: Kind<Activity> = {
  entity: activityEntity,
  names: "messageKeys",
  cut: cutActivity,
  keep: (own, kept) => {
    const merged = {
      ...own,
      messageKeys: union(own.messageKeys, kept.messageKeys),
      threadKeys: union(own.threadKeys, kept.threadKeys),
      outcome: kept.outcome,
    };
    if (kept.createdBy === null) return merged;
    // What a person has logged stays as they logged it, but for what the page could not tell.
    const contactIds = union(own.contactIds, kept.contactIds);
    return { ...merged, contactIds, subject: kept.subject, text: kept.text, link: kept.link };
  },
};

export const meetingKind: Kind<Meeting> = {
  entity: meetingEntity,
  names: "eventKeys",
  cut: cutMeeting,
  keep: (own, kept) => ({ ...own, outcome: kept.outcome }),
};

/** One message or meeting, and everybody in whose mailboxes it lies. */
export interface Held<R extends SharedRecord> {
  readonly key: string;
  /** All of it, as the mailbox of `from` has it; `ownerIds`, `sharing` and `privateTo` are filled in here. */
  readonly own: OwnFields<R>;
  /** Null where nobody's mailbox tells of it just now. */
  readonly from: string | null;
  readonly owners: ReadonlyMap<string, SharingLevel>;
}

export interface Lain<R> {
  readonly put: readonly R[];
  readonly remove: readonly string[];
  /** Null where everybody has none. */
  readonly sharedId: string | null;
  /** By member. */
  readonly privateIds: ReadonlyMap<string, string>;
}

const baseFields = new Set(["id", "createdAt", "updatedAt", "createdBy", "updatedBy"]);

export const ownFields = <R extends BaseRecord>(record: R) =>
  Object.fromEntries(Object.entries(record).filter(([field]) => !baseFields.has(field))) as unknown as OwnFields<R>;

/** Whom its sender hid stands in the sender's copy alone. */
const withoutHidden = <R extends SharedRecord>(own: OwnFields<R>): OwnFields<R> => {
  const { participants } = own as unknown as SharedRecord;
  return { ...own, participants: participants.filter(({ role }) => role !== "bcc") };
};

/**
 * What becomes of the records that are `known` by its names. Everybody gets the copy of an owner who shows it, at the level
 * they show it at, and learns of no owner who shows nothing; each owner who does not show all of it keeps their own copy.
 */
export function layOne<R extends SharedRecord>(
  kind: Kind<R>,
  { own, from, owners: claims }: Held<R>,
  known: readonly R[],
  { now, sharedId }: { now: string; sharedId: string },
): Lain<R> {
  const shared = known.filter(({ privateTo }) => privateTo === null);
  // A message logged by hand from two mailboxes' pages has two records until we learn that it is one.
  const kept = shared.find(({ createdBy }) => createdBy !== null) ?? shared[0];
  const isLogged = kept !== undefined && kept.createdBy !== null;
  const logger = kept?.createdBy ?? null;
  // Whoever logs by hand what lies in their own mailbox shows it.
  const owners = new Map(claims);
  if (logger !== null && owners.has(logger)) owners.set(logger, "everything");
  const offered = levelForAll([...owners.values()]);
  const level = isLogged ? "everything" : offered;
  const sharers = [...owners.keys()].filter((memberId) => owners.get(memberId) !== "nothing");

  const privates = new Map(known.flatMap((record) => (record.privateTo === null ? [] : [[record.privateTo, record]])));
  const copyOf = (memberId: string) => {
    if (memberId === from) return own;
    const record = privates.get(memberId);
    return record && ownFields(record);
  };
  // Where everybody had all of it, so had its owners.
  const whole = kept?.sharing === "everything" ? ownFields(kept) : withoutHidden<R>(own);
  const base = (id: string, before: R | undefined): BaseRecord => ({
    id,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
    createdBy: before?.createdBy ?? null,
    updatedBy: before?.updatedBy ?? null,
  });
  const made = (id: string, before: R | undefined, fields: OwnFields<R>, more: Partial<SharedRecord>) =>
    ({ ...base(id, before), ...fields, sharing: level, ...more }) as unknown as R;

  const put: R[] = [];
  const offering = [...owners.keys()].filter((memberId) => owners.get(memberId) === offered);
  const shown = from !== null && offering.includes(from) ? own : (offering.map(copyOf).find(Boolean) ?? whole);
  const cut = kind.cut({ ...shown, sharing: level } as OwnFields<R>, offered === "nothing" ? offered : level);
  const forAll = cut && kept ? kind.keep(cut, kept) : (cut ?? (isLogged ? ownFields(kept) : null));
  const id = forAll && (kept?.id ?? sharedId);
  if (forAll && id) put.push(made(id, kept, forAll, { ownerIds: sharers.sort(), privateTo: null }));

  const privateIds = new Map<string, string>();
  for (const [memberId, shows] of owners) {
    if (shows === "everything") continue;
    const before = privates.get(memberId);
    const copy = copyOf(memberId) ?? whole;
    // What opens it in the owner's own webmail stays, whichever of their mailboxes told of it last.
    const merged = before && copy === own ? { ...kind.keep(own, before), link: before.link ?? own.link } : copy;
    const ownerIds = union(sharers, [memberId]).sort();
    const privateId = before?.id ?? randomUUID();
    put.push(made(privateId, before, merged as OwnFields<R>, { ownerIds, privateTo: memberId }));
    privateIds.set(memberId, privateId);
  }
  const stays = new Set(put.map((record) => record.id));
  const remove = known.map((record) => record.id).filter((known) => !stays.has(known));
  return { put, remove, sharedId: id, privateIds };
}
