// What the background answers to the app's questions: records joined for one screen. Types only.
import type { z } from "zod";
import type { Membership } from "#shared/api.ts";
import type { AccessRequest } from "#shared/crm/access-request.ts";
import type { Activity } from "#shared/crm/activity.ts";
import type { Company } from "#shared/crm/company.ts";
import type { Conflict } from "#shared/crm/conflict.ts";
import type { Contact } from "#shared/crm/contact.ts";
import type { EntityName } from "#shared/crm/index.ts";
import type { Meeting, Outcome } from "#shared/crm/meeting.ts";
import type { Member } from "#shared/crm/member.ts";
import type { Note } from "#shared/crm/note.ts";
import type { ShareRule } from "#shared/crm/sharing.ts";
import type { Task } from "#shared/crm/task.ts";
import type { BaseRecord } from "#shared/entity.ts";
import type { ErrorCode } from "#shared/errors.ts";
import type { Participant } from "#shared/fields.ts";
import type { LeadSuggestion } from "#shared/lead.ts";
import type { MailContext } from "#shared/mail.ts";
import type { LedgerEntry, place, SendRequest, SendView } from "#shared/mailbox.ts";
import type { Refusal } from "#shared/protocol.ts";

export type SessionView =
  /** `ended`: the server ended the session, what was unsent is kept until the same person signs in again. */
  | { kind: "signedOut"; server: string | null; email: string | null; ended: boolean }
  | {
      kind: "signedIn";
      server: string;
      user: { name: string; email: string };
      membership: Membership;
      memberships: Membership[];
      /** False until the first pull has brought everything. */
      ready: boolean;
    };

export type SyncState = "saved" | "saving" | "offline" | "unreachable" | "attention" | "outdated" | "signedOut";

/** What the status line says. `attention` wins over `offline`, which wins over `saving`. */
export interface SyncStatus {
  state: SyncState;
  /** Changes made here the server has not confirmed. */
  pending: number;
  /** Changes refused plus conflicts of mine that wait for a decision. */
  needsYou: number;
  lastSyncedAt: string | null;
  /** With `unreachable` and `offline`: since when. */
  since: string | null;
}

export interface PersonSummary {
  contact: Contact;
  company: Company | null;
  owner: Member | null;
}

/**
 * Who somebody in a thread is to Kith: `nobody` is an address no person reads (no-reply, lists); `unnamed` has a name
 * but the page shows no address.
 */
export type Standing = "known" | "unknown" | "colleague" | "nobody" | "unnamed";

export interface ThreadPerson {
  participant: Participant;
  standing: Standing;
  /** With `known`: all that the first paint says of them, so that no second question is needed. */
  known: PersonView | null;
  /** With `unknown`: what "Save as lead" would fill in. */
  suggestion: LeadSuggestion | null;
  /** With `unknown` and `unnamed`: people we know who are likely the same, best first, three at most. */
  likely: PersonSummary[];
}

export interface ThreadMessage {
  key: string | null;
  from: Participant;
  sentAt: string | null;
  /** Null when not logged. */
  logged: { activityId: string; by: Member | null; at: string } | null;
}

/** What the tab this frame belongs to has on screen, with what Kith knows of it. */
export interface Shown {
  /** Null where no tab belongs to this page (the dashboard), or the frame was not opened by Kith itself. */
  context: MailContext | null;
  people: ThreadPerson[];
  messages: ThreadMessage[];
}

export interface TaskView {
  task: Task;
  contact: Contact | null;
  company: Company | null;
  owner: Member | null;
}

/** One meeting: of its records the one that says most to me. */
export interface MeetingView {
  meeting: Meeting;
  /** How it went, whichever record of it says so; null again once it has moved to another time. */
  outcome: Outcome | null;
  /** What was written of how it went. */
  note: string;
  /** Those in it we know. */
  people: PersonSummary[];
  /** It is on my own calendar. */
  isMine: boolean;
  /** Everybody's record of it holds less than there is, and I have none of my own. */
  isLocked: boolean;
}

/** My open tasks, and the meetings on my calendar with people we know. */
export interface TodayView {
  overdue: TaskView[];
  today: TaskView[];
  week: TaskView[];
  later: TaskView[];
  /** Today's that are not over, in order. */
  meetings: MeetingView[];
  /** Over, within the last days, and nobody has said how they went; newest first. */
  unsaid: MeetingView[];
}

/** All that matters before a call or meeting, and what is asked after it. */
export interface CallView {
  /** Of the meeting or of the task. */
  id: string;
  kind: "meeting" | "call";
  title: string;
  startsAt: string;
  /** Null for a call that is a task. */
  endsAt: string | null;
  isAllDay: boolean;
  location: string | null;
  joinUrl: string | null;
  /** The event in its calendar, or the thread the task was made from. */
  link: string | null;
  text: string;
  /** What finds the meeting when its record has been replaced; null for a task. */
  eventKey: string | null;
  people: PersonSummary[];
  /** In it and not known; colleagues are left out. */
  strangers: Participant[];
  outcome: Outcome | null;
  note: string;
  /** Only I will see what is written of it. */
  isPrivate: boolean;
  isLocked: boolean;
  /** The last mails, calls and meetings with any of them. */
  recent: { activity: Activity; by: Member | null }[];
  /** Open ones about any of them, soonest first. */
  tasks: TaskView[];
  notes: { note: Note; by: Member | null }[];
  members: Member[];
}

/** A mail that was written here and has left the page. */
export interface Outgoing {
  id: string;
  /** On whose card it is told of. */
  contactId: string;
  request: SendRequest;
  /** When it was sent off. */
  at: string;
  /** `asking`: the server has not answered yet; `offline`: it could not be asked. */
  state: SendView["state"] | "asking" | "offline";
  /** The vendor's words; of an unknown one, why it will not be known. */
  error: string | null;
  /** Why it came to no vendor. */
  problem: { code: ErrorCode; message: string } | null;
  /** The server has it, or may have it: whatever else is heard, it may go out. */
  isTaken: boolean;
  /** What becomes of it is told on the card; else where it was written, which takes it up again. */
  isOnCard: boolean;
}

export interface PersonView extends PersonSummary {
  openTasks: TaskView[];
  /** The next on anybody's calendar, or the one that is under way. */
  nextMeeting: MeetingView | null;
  lastActivity: Activity | null;
  lastActivityBy: Member | null;
  conflicts: ConflictView[];
  members: Member[];
}

export interface CompanyView {
  company: Company;
  owner: Member | null;
  people: PersonSummary[];
  openTasks: TaskView[];
  conflicts: ConflictView[];
  members: Member[];
}

export type TimelineEntry = { at: string; by: Member | null } & (
  | { kind: "activity"; record: Activity; found: FoundIn | null }
  | { kind: "note"; record: Note }
  | { kind: "task"; record: Task }
);
export type TimelineItem = TimelineEntry | { kind: "meeting"; at: string; view: MeetingView };

/** Of a mail the server found in mailboxes. */
export interface FoundIn {
  owners: Member[];
  /** It lies in my own mailbox, so who sees it is mine to say. */
  isMine: boolean;
  /** Everybody's record of it holds less than there is, and I have none of my own. */
  isLocked: boolean;
  /** What I have decided for its thread, and for the person whose timeline this is. */
  threadRule: ShareRule | null;
  personRule: ShareRule | null;
}

/** A colleague asks to see all of a mail that lies in my mailbox. */
export interface RequestView {
  request: AccessRequest;
  by: Member | null;
  /** As I have it. */
  mail: Activity;
  people: Contact[];
}

/** What became of my asking for a mail. */
export interface AskedView {
  isOpen: boolean;
  refusedBy: Member[];
}

export interface OpeningView {
  member: Member;
  at: string;
}

export interface TimelinePage {
  /** Meetings still to come, soonest first. */
  upcoming: MeetingView[];
  entries: TimelineItem[];
  more: boolean;
}

export interface SearchResult {
  people: PersonSummary[];
  companies: Company[];
}

export interface CompanySummary {
  company: Company;
  owner: Member | null;
  people: number;
}

export interface ListPage<Row> {
  rows: Row[];
  total: number;
}

/** A field changed by two: `theirs` is what stands in the record. */
export interface ConflictView {
  conflict: Conflict;
  record: BaseRecord | null;
  title: string;
  theirs: unknown;
  theirsBy: Member | null;
}

/** One change made in this browser. `name` is the mutation's; `title` says about whom. */
export interface OutboxEntry {
  mutationId: string;
  name: string;
  title: string;
  at: string;
  args: unknown;
}

export interface RefusedEntry extends OutboxEntry {
  error: Refusal;
}

export interface OutboxView {
  pending: OutboxEntry[];
  refused: RefusedEntry[];
  conflicts: ConflictView[];
}

export interface HistoryEntry extends OutboxEntry {
  /** Records it touched. */
  records: { entity: EntityName; id: string }[];
  undone: boolean;
}

/** A label or folder of a mailbox. */
export type PlaceView = z.infer<typeof place>;

/** An entry of the ledger with the people it is filed under; those removed since are left out. */
export interface LedgerRow extends LedgerEntry {
  people: { id: string; name: string }[];
}

export interface LedgerPageView {
  rows: LedgerRow[];
  /** Asks for the page behind this one; null at the end. */
  next: string | null;
}
