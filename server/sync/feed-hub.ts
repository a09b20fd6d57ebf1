// Who wants to know that a workspace has moved on, and is told within the blink in which it was committed.
import type { Database } from "../store/database.ts";
import { FEED_CHANNEL } from "../store/workspace.ts";

export interface Listener {
  readonly workspaceId: string;
  readonly userId: string;
  /** The feed is at this version now; an empty text means it may have moved, nobody knows how far. */
  onVersion(version: string): void;
  /** The user's sessions or membership may have ended: look again. */
  onDoubt(): void;
}

export class FeedHub {
  readonly #listeners = new Set<Listener>();
  readonly #stopped = new AbortController();

  async start(database: Database) {
    await database.listen(FEED_CHANNEL, this.#stopped.signal, (payload) => {
      const [workspaceId = "", version = ""] = payload.split(" ");
      for (const listener of this.#listeners) {
        if (workspaceId === "" || listener.workspaceId === workspaceId) listener.onVersion(version);
      }
    });
  }

  stop() {
    this.#stopped.abort();
  }

  add(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Called where a session is ended, so that its streams end with it. */
  doubt(userId: string) {
    for (const listener of this.#listeners) if (listener.userId === userId) listener.onDoubt();
  }
}
