// A member's mailbox as the app sees it: what the server's mailbox routes take and give.
import { z } from "zod";
import { sharingLevels } from "./crm/sharing.ts";
import { emailAddress, instantValue, recordId } from "./fields.ts";

/** Rungs of the ladder of access a rep climbs; nothing of it is needed for what is clicked in the page. */
export const mailboxFeatures = ["send", "calendar", "mail"] as const;
export type MailboxFeature = (typeof mailboxFeatures)[number];

/** A vendor this server can connect to. */
export const vendorInfo = z.object({ name: z.string(), canSignIn: z.boolean() });
export type VendorInfo = z.infer<typeof vendorInfo>;

/** What a mailbox is doing, derived from facts at the moment of asking. */
export const mailboxStates = [
  /** Connected; the rep has not said yet from when on to import. */
  "choosing",
  /** Everything is being listed or fetched for the first time. */
  "importing",
  /** Nothing is left to do but to look again. */
  "current",
  /** Changes are known that have not been brought in. */
  "behind",
  /** The vendor has asked to wait. */
  "waiting",
  "paused",
  /** Only the rep can help: the vendor no longer accepts the connection. */
  "reconnect",
  /** The last tries have failed. */
  "failing",
] as const;

export const mailboxView = z.object({
  id: recordId,
  memberId: recordId,
  vendor: z.string(),
  address: z.string(),
  name: z.string(),
  features: z.array(z.enum(mailboxFeatures)),
  /** Null is the whole mailbox. */
  placeIds: z.array(z.string()).nullable(),
  since: instantValue.nullable(),
  sharing: z.enum(sharingLevels),
  state: z.enum(mailboxStates),
  counts: z.object({ pending: z.int(), linked: z.int(), skipped: z.int(), failed: z.int() }),
  /** True once the list is complete, so that `counts` say how much there is in all. */
  isListed: z.boolean(),
  /** An honest guess from the vendor's limits; null where there is nothing to guess from. */
  secondsLeft: z.int().nullable(),
  lastSuccessAt: instantValue.nullable(),
  /** Of the oldest message or event still to be brought in. */
  oldestPendingAt: instantValue.nullable(),
  /** Units used in the last minute, and what the vendor allows. */
  quota: z.object({ used: z.int(), allowed: z.int() }),
  nextTryAt: instantValue.nullable(),
  /** The vendor's words, or ours, of what went wrong last; null when all is well. */
  problem: z.string().nullable(),
  /** When the vendor ends the connection by itself (an app in testing mode). */
  endsAt: instantValue.nullable(),
});
export type MailboxView = z.infer<typeof mailboxView>;

export const connectRequest = z.strictObject({
  vendor: z.string().max(40),
  features: z.array(z.enum(mailboxFeatures)).max(3),
  /** The mailbox to connect again, or to ask more rights for; another person's is then refused. */
  mailboxId: recordId.nullable(),
});
export const connectAnswer = z.object({ url: z.url() });

export const place = z.object({ id: z.string(), name: z.string() });

const choice = {
  since: instantValue,
  /** Labels or folders; null is the whole mailbox. */
  placeIds: z.array(z.string().max(500)).max(200).nullable(),
};
export const estimateRequest = z.strictObject(choice);
/** Before the first import, as exactly as can be told without importing. */
export const estimate = z.object({
  messages: z.int(),
  minutes: z.int(),
  /** People in it that Kith does not know, and will not create; null where the vendor does not tell without fetching all. */
  unknownPeople: z.int().nullable(),
});
export type Estimate = z.infer<typeof estimate>;

export const startRequest = z.strictObject({ ...choice, sharing: z.enum(sharingLevels) });
export const sharingRequest = z.strictObject({ sharing: z.enum(sharingLevels) });
/** An earlier beginning. */
export const backfillRequest = z.strictObject({ since: instantValue });

export const itemStates = ["pending", "linked", "skipped", "failed"] as const;
/** Why a message or event is not on anybody's timeline. */
export const skipReasons = [
  "nobody_known",
  "internal",
  "blocked",
  "bulk",
  "too_old",
  "not_chosen",
  "no_meeting",
  "out_of_window",
  "unlogged",
] as const;

export const ledgerEntry = z.object({
  kind: z.enum(["message", "event"]),
  externalId: z.string(),
  state: z.enum(itemStates),
  reason: z.string().nullable(),
  /** The vendor's words. */
  error: z.string().nullable(),
  at: instantValue.nullable(),
  subject: z.string().nullable(),
  addresses: z.array(z.string()),
  /** With `linked`: on whose timelines. */
  contactIds: z.array(recordId),
  attempts: z.int(),
  seenAt: instantValue,
  doneAt: instantValue.nullable(),
});
export type LedgerEntry = z.infer<typeof ledgerEntry>;

export const ledgerQuery = z.strictObject({
  state: z.enum(itemStates).optional(),
  reason: z.string().max(40).optional(),
  kind: z.enum(["message", "event"]).optional(),
  /** Part of a subject or an address. */
  text: z.string().max(200).optional(),
  /** From the last answer. */
  after: z.string().max(200).optional(),
});
export const ledgerPage = z.object({ entries: z.array(ledgerEntry), next: z.string().nullable() });
export type LedgerPage = z.infer<typeof ledgerPage>;

/** Tries failed ones again; without ids, all of them. */
export const retryRequest = z.strictObject({ externalIds: z.array(z.string().max(500)).max(500).optional() });

/** Who is in a thread that is on screen, as the synced mailbox knows it: for webmails that show names only. */
export const recogniseQuery = z.strictObject({ threadKey: z.string().max(500) });
export const recognised = z.object({
  messages: z.array(
    z.object({
      messageKeys: z.array(z.string()),
      at: instantValue,
      participants: z.array(
        z.object({ name: z.string(), address: emailAddress.nullable(), role: z.enum(["from", "to", "cc", "bcc"]) }),
      ),
    }),
  ),
});

const person = z.strictObject({ name: z.string().max(300), address: emailAddress });
export const sendRequest = z.strictObject({
  /** Made by the client: asking twice sends once. */
  id: recordId,
  mailboxId: recordId,
  to: z.array(person).min(1).max(50),
  cc: z.array(person).max(50),
  subject: z.string().max(500),
  text: z.string().max(100_000),
  /** The activity that is answered. */
  inReplyTo: recordId.nullable(),
});
export type SendRequest = z.infer<typeof sendRequest>;
export const sendStates = ["waiting", "sending", "sent", "unknown", "refused"] as const;
export const sendView = z.object({
  id: recordId,
  state: z.enum(sendStates),
  /** The vendor's words; of an unknown one, why it will not be known. */
  error: z.string().nullable(),
});
export type SendView = z.infer<typeof sendView>;

export const busyQuery = z.strictObject({ from: instantValue, to: instantValue });
export const busy = z.array(z.object({ from: instantValue, to: instantValue }));
export const scheduleRequest = z.strictObject({
  id: recordId,
  mailboxId: recordId,
  title: z.string().min(1).max(500),
  startsAt: instantValue,
  endsAt: instantValue,
  timeZone: z.string().max(60),
  text: z.string().max(5_000),
  location: z.string().max(500).nullable(),
  attendees: z.array(person).min(1).max(50),
  wantsVideo: z.boolean(),
});
export const scheduled = z.object({ meetingId: recordId.nullable(), joinUrl: z.string().nullable() });
