// The nudge: a stream of server-sent events that says when there is something to pull.
import type { Request, Response } from "express";
import { WORKSPACE_HEADER } from "#shared/api.ts";
import { AppError } from "#shared/errors.ts";
import type { Auth } from "../auth/auth.ts";
import { type Caller, toCaller } from "../auth/caller.ts";
import { verifyBearer } from "../auth/token.ts";
import { type Database, query } from "../store/database.ts";
import { type CallerRow, findCaller } from "../store/guarded.ts";
import type { FeedHub } from "../sync/feed-hub.ts";

export interface StreamTiming {
  /** How often a silent stream says it is alive; proxies cut silence after a minute. */
  readonly heartbeatMs: number;
  /** After a change, how soon the reader is asked for again: it may have been their own dismissal. */
  readonly recheckMs: number;
}

export const streamTiming: StreamTiming = { heartbeatMs: 15_000, recheckMs: 1_000 };

const STREAMS_PER_USER = 20;

export class Streams {
  readonly #database: Database;
  readonly #auth: Auth;
  readonly #hub: FeedHub;
  readonly #timing: StreamTiming;
  /** Oldest first: one too many ends the oldest, which is the likeliest to be forgotten. */
  readonly #open = new Map<Response, string>();

  constructor(database: Database, auth: Auth, hub: FeedHub, timing: StreamTiming) {
    this.#database = database;
    this.#auth = auth;
    this.#hub = hub;
    this.#timing = timing;
  }

  open(request: Request, response: Response, caller: Caller) {
    this.#makeRoom(caller.userId);
    this.#open.set(response, caller.userId);
    response.writeHead(200, { "Content-Type": "text/event-stream; charset=utf-8", "X-Accel-Buffering": "no" });
    response.write(": welcome\n\n");
    let recheck: NodeJS.Timeout | undefined;
    const look = () => {
      recheck = undefined;
      this.#isWelcome(request).then(
        (welcome) => welcome || response.end(),
        (error: unknown) =>
          request.log.warn({ requestId: request.id, error }, "the reader of a stream could not be looked up"),
      );
    };
    const remove = this.#hub.add({
      workspaceId: caller.workspaceId,
      userId: caller.userId,
      onVersion: (version) => {
        response.write(`data: ${JSON.stringify({ version })}\n\n`);
        recheck ??= setTimeout(look, this.#timing.recheckMs);
      },
      onDoubt: look,
    });
    const heartbeat = setInterval(() => {
      response.write(": \n\n");
      look();
    }, this.#timing.heartbeatMs);
    response.on("close", () => {
      clearInterval(heartbeat);
      clearTimeout(recheck);
      remove();
      this.#open.delete(response);
    });
  }

  closeAll() {
    for (const response of this.#open.keys()) response.end();
  }

  #makeRoom(userId: string) {
    const own = [...this.#open].filter(([, owner]) => owner === userId).map(([response]) => response);
    for (const response of own.slice(0, Math.max(0, own.length - STREAMS_PER_USER + 1))) response.end();
  }

  /** Whether the same request would still be let in. */
  async #isWelcome(request: Request): Promise<boolean> {
    try {
      const workspaceId = request.get(WORKSPACE_HEADER) ?? "";
      const token = verifyBearer(request.get("authorization"), this.#auth.signingSecret);
      const [row] = await query<CallerRow>(this.#database, findCaller, [token, workspaceId]);
      toCaller(row, workspaceId);
      return true;
    } catch (error) {
      if (error instanceof AppError && (error.code === "unauthenticated" || error.code === "forbidden")) return false;
      throw error;
    }
  }
}
