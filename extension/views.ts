// What the background answers to the app's questions: records joined for one screen. Types only.
import type { Membership } from "#shared/api.ts";
import type { Activity } from "#shared/crm/activity.ts";
import type { Company } from "#shared/crm/company.ts";
import type { Conflict } from "#shared/crm/conflict.ts";
import type { Contact } from "#shared/crm/contact.ts";
import type { EntityName } from "#shared/crm/index.ts";
import type { Member } from "#shared/crm/member.ts";
import type { Note } from "#shared/crm/note.ts";
import type { Task } from "#shared/crm/task.ts";
import type { BaseRecord } from "#shared/entity.ts";
import type { Participant } from "#shared/fields.ts";
import type { LeadSuggestion } from "#shared/lead.ts";
import type { MailContext } from "#shared/mail.ts";
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

/** My open tasks. */
export interface TodayView {
  overdue: TaskView[];
  today: TaskView[];
  week: TaskView[];
  later: TaskView[];
}

export interface PersonView extends PersonSummary {
  openTasks: TaskView[];
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
  | { kind: "activity"; record: Activity }
  | { kind: "note"; record: Note }
  | { kind: "task"; record: Task }
);

export interface TimelinePage {
  entries: TimelineEntry[];
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
