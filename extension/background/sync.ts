// Keeps the replica and the server in step: outbox up, feed down, again whenever something stirs.
import { createParser } from "eventsource-parser";
import { AppError } from "#shared/errors.ts";
import {
  MAX_MUTATIONS_PER_PUSH,
  PROTOCOL_VERSION,
  type PullResponse,
  pullResponse,
  pushResponse,
} from "#shared/protocol.ts";
import { log } from "../log.ts";
import type { SyncState, SyncStatus } from "../views.ts";
import { type Endpoint, openStream, request } from "./api.ts";
import type { Replica } from "./replica.ts";

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 60_000;
/** A server out of reach for longer than this is named as the cause, not "offline". */
const UNREACHABLE_AFTER_MS = 24 * 3_600_000;

type Trouble = { code: "unavailable" | "outdated" | "unauthenticated"; since: string } | null;

export class Sync {
  readonly #endpoint: Endpoint;
  readonly #replica: Replica;
  readonly #onStatus: () => void;
  readonly #onEnded: () => void;
  readonly #stopped = new AbortController();
  #stream: AbortController | null = null;
  #isWatched = false;
  #running: Promise<void> | null = null;
  #stirred = false;
  #retryMs = FIRST_RETRY_MS;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #trouble: Trouble = null;

  constructor(endpoint: Endpoint, replica: Replica, on: { status: () => void; ended: () => void }) {
    this.#endpoint = endpoint;
    this.#replica = replica;
    this.#onStatus = on.status;
    this.#onEnded = on.ended;
  }

  /** Something changed here or there, or the network may be back. Returns when everything there was to do is done. */
  stir(): Promise<void> {
    if (this.#stopped.signal.aborted) return Promise.resolve();
    this.#stirred = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  stop(): void {
    this.#stopped.abort();
    this.#stream?.abort();
    clearTimeout(this.#retryTimer);
  }

  async status(): Promise<SyncStatus> {
    const [pending, needsYou, meta] = await Promise.all([
      this.#replica.pendingCount(),
      this.#replica.needsYouCount(),
      this.#replica.db.readMeta(),
    ]);
    const since = this.#trouble?.since ?? null;
    return { state: this.#stateOf(pending, needsYou), pending, needsYou, lastSyncedAt: meta.lastSyncedAt, since };
  }

  /** While a page is on screen the server tells us at once when a colleague changes something. */
  listen(): void {
    this.#isWatched = true;
    if (this.#stream || this.#stopped.signal.aborted) return;
    const stream = new AbortController();
    this.#stream = stream;
    this.#follow(stream.signal)
      .catch((error: unknown) => {
        if (!stream.signal.aborted) this.#fail(error);
      })
      .finally(() => {
        if (this.#stream !== stream) return;
        this.#stream = null;
        // The server closed it, as it does when it restarts: what the next stir finds decides whether it opens again.
        if (!stream.signal.aborted) this.#retryLater(FIRST_RETRY_MS);
      });
  }

  unlisten(): void {
    this.#isWatched = false;
    this.#stream?.abort();
    this.#stream = null;
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const body = await openStream(this.#endpoint, "/api/sync/stream", signal);
    const parser = createParser({ onEvent: () => void this.stir() });
    // What happened between the last pull and the opening of the stream.
    void this.stir();
    for await (const text of body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)) {
      parser.feed(text);
    }
  }

  #stateOf(pending: number, needsYou: number): SyncState {
    if (this.#trouble?.code === "outdated") return "outdated";
    if (needsYou > 0) return "attention";
    if (this.#trouble) {
      const troubledMs = Date.now() - Date.parse(this.#trouble.since);
      return troubledMs > UNREACHABLE_AFTER_MS && navigator.onLine ? "unreachable" : "offline";
    }
    return pending > 0 ? "saving" : "saved";
  }

  async #run(): Promise<void> {
    while (this.#stirred && !this.#stopped.signal.aborted) {
      this.#stirred = false;
      try {
        await this.#pushAll().catch((error: unknown) => this.#startOver(error));
        await this.#pullAll();
        this.#recover();
      } catch (error) {
        this.#fail(error);
        return;
      }
    }
  }

  /** In order, in batches; what the server is done with is not sent again in this run. */
  async #pushAll(): Promise<void> {
    const { clientId } = await this.#replica.db.readMeta();
    let sent = 0;
    for (;;) {
      const mutations = await this.#replica.nextToPush(sent, MAX_MUTATIONS_PER_PUSH);
      if (mutations.length === 0) return;
      const body = { protocol: PROTOCOL_VERSION, clientId, mutations };
      const call = { method: "POST", path: "/api/sync/push", body, answer: pushResponse } as const;
      const answer = await request(this.#endpoint, call);
      await this.#replica.applyPushed(answer);
      const last = mutations.at(-1)?.sequence ?? sent;
      if (answer.lastSequence < last) throw new AppError("unavailable", "The server did not take every change");
      sent = last;
    }
  }

  /**
   * The server expects an earlier change than the oldest we have: it was restored from a backup. A pull says which of
   * ours it still has; the rest goes up under a new client id, so that nothing of it is taken for a repetition.
   */
  async #startOver(error: unknown): Promise<void> {
    if (!(error instanceof AppError) || error.code !== "conflict") throw error;
    log.warn({}, "server is behind this replica");
    await this.#pullAll();
    await this.#replica.takeNewClientId();
    await this.#pushAll();
  }

  async #pullAll(): Promise<void> {
    for (;;) {
      const { clientId, cursor } = await this.#replica.db.readMeta();
      const body = { protocol: PROTOCOL_VERSION, clientId, cursor };
      const call = { method: "POST", path: "/api/sync/pull", body, answer: pullResponse } as const;
      const page: PullResponse = await request(this.#endpoint, call);
      if (this.#stopped.signal.aborted) return;
      await this.#replica.applyPulled(page, new Date().toISOString());
      if (!page.more) return;
    }
  }

  #recover(): void {
    this.#retryMs = FIRST_RETRY_MS;
    this.#trouble = null;
    if (this.#isWatched) this.listen();
    this.#onStatus();
  }

  /** The outbox stays; the next try comes by itself, later each time, or with the next stir. */
  #fail(error: unknown): void {
    if (this.#stopped.signal.aborted) return;
    const code = error instanceof AppError ? error.code : "internal";
    if (code === "unauthenticated" || code === "forbidden") {
      this.#onEnded();
      return;
    }
    const since = this.#trouble?.since ?? new Date().toISOString();
    this.#trouble = { code: code === "outdated" ? "outdated" : "unavailable", since };
    const asked = error instanceof AppError ? error.retryAfterMs : undefined;
    this.#retryLater(asked ?? this.#retryMs * (0.5 + Math.random()));
    this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
    log.warn({ code, error: String(error) }, "sync failed");
    this.#onStatus();
  }

  #retryLater(delayMs: number): void {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => void this.stir(), delayMs);
  }
}
