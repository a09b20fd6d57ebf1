// Refs → whole messages, at the least cost: a thread at once where several of its messages are wanted, in batches.
import { z } from "zod";
import { AppError } from "#shared/errors.ts";
import type { Access } from "../access.ts";
import type { Fetched, MessageRef } from "../mail-provider.ts";
import { type InnerCall, readBatch } from "./batch.ts";
import { type GoogleClient, parseAnswer } from "./client.ts";
import { type Answer, failure, failureOf, isFailure } from "./errors.ts";
import { isHidden } from "./labels.ts";
import { parseMessage } from "./message.ts";
import { getAddress } from "./profile.ts";
import { units } from "./units.ts";

/** Many, so that a thread's messages meet in one call. */
export const FETCH_SIZE = 100;
/**
 * Of one batch: four threads or eight messages. Google allows a hundred calls and advises fifty, but runs them side by side and refuses
 * "too many concurrent requests"; and what is left of a minute when no whole batch fits any more goes unused.
 */
const BATCH_UNITS = 160;

interface Wanted extends InnerCall {
  readonly kind: "message" | "thread";
  readonly externalIds: readonly string[];
}

const pathOf = (kind: "message" | "thread", id: string) =>
  `/gmail/v1/users/me/${kind}s/${encodeURIComponent(id)}?format=full`;

function wantMessages(externalIds: readonly string[]): Wanted[] {
  return externalIds.map((id, at) => ({
    kind: "message",
    id: `m${at}`,
    path: pathOf("message", id),
    units: units.message,
    externalIds: [id],
  }));
}

/** Two messages cost what their thread costs, and are one call more. */
function planCalls(refs: readonly MessageRef[]): Wanted[] {
  const byThread = Map.groupBy(refs, (ref) => ref.threadExternalId);
  const alone: string[] = [];
  const threads: Wanted[] = [];
  for (const [thread, members] of byThread) {
    const externalIds = [...new Set(members.map((ref) => ref.externalId))];
    if (thread === null || externalIds.length * units.message < units.thread) alone.push(...externalIds);
    else {
      const path = pathOf("thread", thread);
      threads.push({ kind: "thread", id: `t${threads.length}`, path, units: units.thread, externalIds });
    }
  }
  return [...threads, ...wantMessages(alone)];
}

function cutToBatches(calls: readonly Wanted[]): Wanted[][] {
  const batches: Wanted[][] = [];
  let room = 0;
  for (const call of calls) {
    if (room < call.units) {
      batches.push([]);
      room = BATCH_UNITS;
    }
    batches.at(-1)?.push(call);
    room -= call.units;
  }
  return batches;
}

const isAboutMailbox = (error: AppError) => error.code === "unauthenticated" || error.code === "forbidden";

export async function fetchMessages(
  client: GoogleClient,
  access: Access,
  refs: readonly MessageRef[],
): Promise<Fetched[]> {
  if (refs.length === 0) return [];
  const task = new FetchTask(client, access, await getAddress(client, access));
  await task.run(planCalls(refs));
  return [...task.done.values()];
}

class FetchTask {
  readonly done = new Map<string, Fetched>();
  readonly #client: GoogleClient;
  readonly #access: Access;
  readonly #address: string;
  #stopped: AppError | null = null;
  #wasRenewed = false;

  constructor(client: GoogleClient, access: Access, address: string) {
    this.#client = client;
    this.#access = access;
    this.#address = address;
  }

  async run(calls: readonly Wanted[]): Promise<void> {
    // What a thread turned out not to hold is asked for by its own id.
    const astray: string[] = [];
    for (const batch of cutToBatches(calls)) astray.push(...(await this.#runBatch(batch)));
    if (astray.length > 0) await this.run(wantMessages(astray));
  }

  /** Messages that must be asked for once more, each on its own. */
  async #runBatch(batch: readonly Wanted[]): Promise<string[]> {
    if (this.#stopped) {
      this.#fail(batch, this.#stopped);
      return [];
    }
    let answers: Map<string, Answer>;
    try {
      answers = await readBatch(this.#client, this.#access, batch);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return this.#takeRefusal(batch, error);
    }
    const expired = batch.filter(({ id }) => answers.get(id)?.status === 401);
    if (expired.length > 0) return this.#takeExpired(batch, expired, answers);
    return batch.flatMap((call) => this.#take(call, answers.get(call.id)));
  }

  /** The batch as a whole: too large an answer, or a call in it that spoils it, is found by halving. */
  async #takeRefusal(batch: readonly Wanted[], error: AppError): Promise<string[]> {
    const [only] = batch;
    if (error.code === "invalid" && only) {
      if (batch.length === 1 && only.kind === "thread") return [...only.externalIds];
      if (batch.length === 1) this.#fail(batch, error);
      if (batch.length === 1) return [];
      const middle = batch.length >> 1;
      return [...(await this.#runBatch(batch.slice(0, middle))), ...(await this.#runBatch(batch.slice(middle)))];
    }
    // What has been paid for is kept; the rest waits for another time.
    if (this.done.size === 0 || isAboutMailbox(error)) throw error;
    this.#stopped = error;
    this.#fail(batch, error);
    return [];
  }

  /** The token ended between the batch and its calls: once more with another. */
  async #takeExpired(
    batch: readonly Wanted[],
    expired: readonly Wanted[],
    answers: ReadonlyMap<string, Answer>,
  ): Promise<string[]> {
    if (this.#wasRenewed) throw failure("unauthenticated", new Error("401 in a batch"));
    this.#wasRenewed = true;
    await this.#access.renew(await this.#access.token());
    const rest = batch.filter((call) => !expired.includes(call));
    return [...rest.flatMap((call) => this.#take(call, answers.get(call.id))), ...(await this.#runBatch(expired))];
  }

  #take(call: Wanted, answer: Answer | undefined): string[] {
    if (!answer) {
      this.#fail([call], failure("unavailable", new Error("No answer in the batch")));
      return [];
    }
    if (answer.status === 404) {
      // A thread that is gone may have lived on under another id.
      if (call.kind === "thread") return [...call.externalIds];
      for (const externalId of call.externalIds) this.done.set(externalId, { kind: "gone", externalId });
      return [];
    }
    if (isFailure(answer)) {
      const error = failureOf(answer);
      if (isAboutMailbox(error)) throw error;
      if (error.code === "rate_limited") this.#stopped ??= error;
      this.#fail([call], error);
      return [];
    }
    return this.#read(call, answer);
  }

  #read(call: Wanted, answer: Answer): string[] {
    let found: unknown[];
    try {
      found = call.kind === "message" ? [parseAnswer(answer, z.unknown())] : parseAnswer(answer, threadAnswer).messages;
    } catch (error) {
      this.#fail([call], error instanceof AppError ? error : failure("unavailable", error));
      return [];
    }
    const byId = new Map(found.map((message) => [named.safeParse(message).data?.id, message]));
    return call.externalIds.filter((externalId) => {
      const raw = byId.get(externalId);
      if (raw !== undefined) this.done.set(externalId, this.#toFetched(externalId, raw));
      else if (call.kind === "message")
        this.#fail([call], failure("unavailable", new Error("Another message's answer")));
      return raw === undefined && call.kind === "thread";
    });
  }

  #toFetched(externalId: string, raw: unknown): Fetched {
    try {
      if (isHidden(labelled.parse(raw).labelIds)) return { kind: "gone", externalId };
      return { kind: "message", message: parseMessage(raw, this.#address) };
    } catch (error) {
      // As it is now it will be tomorrow.
      return { kind: "failed", externalId, error: error instanceof AppError ? error : failure("invalid", error) };
    }
  }

  #fail(calls: readonly Wanted[], error: AppError): void {
    for (const externalId of calls.flatMap((call) => call.externalIds)) {
      this.done.set(externalId, { kind: "failed", externalId, error });
    }
  }
}

const named = z.object({ id: z.string() });
const labelled = z.object({ labelIds: z.array(z.string()).default([]) });
const threadAnswer = z.object({ messages: z.array(z.unknown()).default([]) });
