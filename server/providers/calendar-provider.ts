// Calendars as every vendor has them: what happens when, never how a vendor writes recurrence down.
import type { Access } from "./access.ts";

/** Instants, end exclusive. Recurring meetings come as their occurrences inside it. */
export interface Window {
  readonly from: string;
  readonly to: string;
}

export const answers = ["none", "accepted", "tentative", "declined"] as const;

export interface Attendee {
  readonly name: string;
  readonly address: string | null;
  readonly isOrganizer: boolean;
  readonly answer: (typeof answers)[number];
}

/** One meeting at one time. */
export interface CalendarEvent {
  readonly externalId: string;
  /** The series it belongs to; removing that id removes all its occurrences. */
  readonly seriesExternalId: string | null;
  /** Same for every attendee's copy and every occurrence of a series, at either vendor. */
  readonly uid: string;
  /** When this occurrence was to begin before anybody moved it: with `uid` it names a meeting across mailboxes. */
  readonly originalStart: string;
  readonly title: string;
  /** Instants in UTC; for an all-day event, midnight UTC of the first day and of the day after the last. */
  readonly startsAt: string;
  readonly endsAt: string;
  readonly isAllDay: boolean;
  readonly location: string | null;
  /** Where to join by video or phone. */
  readonly meetingUrl: string | null;
  readonly description: string;
  readonly attendees: readonly Attendee[];
  /** Only "busy" may be known of it by anybody else. */
  readonly isPrivate: boolean;
  /** A birthday, focus time, a working location: on the calendar, and nobody meets. */
  readonly isNoMeeting: boolean;
  readonly link: string | null;
  readonly updatedAt: string;
}

export interface EventPage {
  readonly upserted: readonly CalendarEvent[];
  /** Of events or of whole series: cancelled, deleted, or no longer in the window. */
  readonly removedIds: readonly string[];
  readonly cursor: string;
  readonly more: boolean;
  /** The given cursor is dead, and nothing else in this page counts: begin again with null. */
  readonly reset: boolean;
}

export interface EventDraft {
  /** Makes a repeated call find the first one's event. */
  readonly requestId: string;
  readonly title: string;
  readonly startsAt: string;
  readonly endsAt: string;
  /** IANA name; what the invitation shows. */
  readonly timeZone: string;
  readonly description: string;
  readonly location: string | null;
  readonly attendees: readonly { readonly name: string; readonly address: string }[];
  readonly wantsVideo: boolean;
}

export interface CalendarProvider {
  /**
   * Changes of the primary calendar after the cursor, one page; null means everything in the window. A cursor belongs to
   * its window: with another window the page says `reset`.
   */
  changes(access: Access, cursor: string | null, window: Window): Promise<EventPage>;
  /** When the mailbox's owner is busy, merged and in order. */
  listBusy(access: Access, window: Window): Promise<Window[]>;
  /** Makes the event and invites everybody; the answer is what `changes` would bring. */
  schedule(access: Access, draft: EventDraft): Promise<CalendarEvent>;
  cancel(access: Access, externalId: string): Promise<void>;
}
