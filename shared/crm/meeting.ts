import { defineEntity, type RecordOf } from "../entity.ts";
import { choice, flag, instant, keys, note, participants, ref, refs, text, url } from "../fields.ts";
import { sharingLevels } from "./sharing.ts";

/** How a call or meeting went. */
export const outcomes = ["reached", "no_answer", "moved", "done"] as const;
export type Outcome = (typeof outcomes)[number];

/**
 * A calendar event with somebody we know, one record for each time it takes place. Written by the server from the
 * calendars of members, like a mail: one record for everybody with what is shared, one for each member whose calendar it
 * is on. Cancelled ones are removed.
 */
export const meetingEntity = defineEntity({
  name: "meeting",
  fields: {
    title: text(),
    startsAt: instant(),
    endsAt: instant(),
    /** Then the instants are midnight UTC of the first day and of the day after the last. */
    isAllDay: flag(),
    location: text().nullable(),
    joinUrl: url().nullable(),
    text: note(20_000),
    /** The organizer has the role `from`, everybody else `to`. */
    participants: participants(),
    contactIds: refs("contact"),
    /** On whose calendars it is. */
    ownerIds: refs("member"),
    /** The event and its original start, the same in every calendar. */
    eventKeys: keys(),
    link: url().nullable(),
    sharing: choice(sharingLevels),
    privateTo: ref("member").nullable(),
    outcome: choice(outcomes).nullable(),
  },
  indexes: ["contactIds", "eventKeys", "startsAt"],
  readers: ["privateTo"],
});
export type Meeting = RecordOf<typeof meetingEntity>;
