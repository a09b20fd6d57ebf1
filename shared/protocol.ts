// The wire between replica and server: mutations up, change feed down.
import { z } from "zod";
import { errorCodes } from "./errors.ts";
import { instantValue, recordId } from "./fields.ts";

/** Raised with every change of a schema in this file; `protocol.test.ts` pins the two together. */
export const PROTOCOL_VERSION = 1;

export const MAX_MUTATIONS_PER_PUSH = 200;
export const MAX_CHANGES_PER_PULL = 2_000;

/**
 * A mutation as it travels: `sequence` counts up by one per client, `id` seeds the ids it makes, `at` is when the
 * person acted by their clock.
 */
export const wireMutation = z.strictObject({
  sequence: z.int().min(1),
  id: recordId,
  at: instantValue,
  name: z.string().max(100),
  args: z.json(),
});
export type WireMutation = z.infer<typeof wireMutation>;

export const pushRequest = z.strictObject({
  protocol: z.int(),
  /** One browser profile's replica; a wiped replica takes a new id. */
  clientId: recordId,
  mutations: z.array(wireMutation).min(1).max(MAX_MUTATIONS_PER_PUSH),
});
export type PushRequest = z.infer<typeof pushRequest>;

export const refusal = z.object({
  code: z.enum(errorCodes as [(typeof errorCodes)[number], ...(typeof errorCodes)[number][]]),
  message: z.string(),
});
export type Refusal = z.infer<typeof refusal>;

export const pushResponse = z.object({
  /** The last sequence of this client the server is done with, applied or refused. */
  lastSequence: z.int().min(0),
  /** Those of the request that were refused; they had no effect and never will. */
  refused: z.array(z.object({ sequence: z.int(), error: refusal })),
});
export type PushResponse = z.infer<typeof pushResponse>;

export const pullRequest = z.strictObject({
  protocol: z.int(),
  clientId: recordId,
  /** From the last answer; null for everything. Opaque. */
  cursor: z.string().max(200).nullable(),
});
export type PullRequest = z.infer<typeof pullRequest>;

export const feedChange = z.object({
  entity: z.string(),
  id: recordId,
  /** Null is a tombstone. */
  record: z.record(z.string(), z.json()).nullable(),
});
export type FeedChange = z.infer<typeof feedChange>;

export const pullResponse = z.object({
  cursor: z.string(),
  /** Forget what you had (not what you still have to push): the cursor was not ours or is from before a restore. */
  reset: z.boolean(),
  changes: z.array(feedChange),
  more: z.boolean(),
  /** The last sequence of this client whose effect is in what was pulled so far; null while there is more. */
  lastSequence: z.int().min(0).nullable(),
});
export type PullResponse = z.infer<typeof pullResponse>;

/** What the stream says, as the data of a server-sent event: the workspace has moved on. */
export const streamEvent = z.object({ version: z.string() });
