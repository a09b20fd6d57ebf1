// Mails on their way out: on disk from the press on, and asked about until it is known what became of each.
import { AppError } from "#shared/errors.ts";
import { type SendRequest, type SendView, sendView } from "#shared/mailbox.ts";
import type { Outgoing } from "../views.ts";
import type { Call } from "./api.ts";
import type { ReplicaDatabase } from "./database.ts";

interface Reach {
  callServer<T>(call: Call<T>): Promise<T>;
  db(): Promise<ReplicaDatabase>;
  /** Something of what is listed has changed. */
  changed(): void;
}

const FIRST_ASK_MS = 2_000;
const SLOWEST_MS = 30_000;
/** What was sent is said by whoever wrote it, who may have been away. */
const SENT_KEPT_MS = 3_600_000;

/** Not known yet what becomes of it, and something could still be heard. */
const isOpen = ({ state, error }: Pick<Outgoing, "state" | "error">) =>
  state === "asking" || state === "waiting" || state === "sending" || (state === "unknown" && error === null);

const neverWentOut = ({ state }: Outgoing) => state === "refused" || state === "offline";

/** It waits in the form for the next try to the same person about the same mail, which takes its place. */
const isReplacedBy = (old: Outgoing, { contactId, request }: Pick<Outgoing, "contactId" | "request">) =>
  neverWentOut(old) && !old.isOnCard && old.contactId === contactId && old.request.inReplyTo === request.inReplyTo;

export class Sends {
  readonly #reach: Reach;
  readonly #asking = new Map<string, Promise<Outgoing>>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(reach: Reach) {
    this.#reach = reach;
  }

  /** All to one person that are kept, oldest first. */
  async list(contactId: string): Promise<Outgoing[]> {
    const { sends } = await this.#reach.db();
    return sends.where("contactId").equals(contactId).sortBy("at");
  }

  /** Sends, or asks what became of it: the server sends once whatever is asked twice with one id. */
  async send(contactId: string, request: SendRequest): Promise<Outgoing> {
    const { sends } = await this.#reach.db();
    const fresh = { id: request.id, contactId, request, at: new Date().toISOString() };
    await sends.db.transaction("rw", sends, async () => {
      const known = await sends.get(request.id);
      if (known && (isOpen(known) || known.state === "sent")) return;
      await sends.filter((old) => isReplacedBy(old, fresh)).delete();
      await sends.put({ ...fresh, state: "asking", error: null, problem: null, isTaken: false, isOnCard: false });
    });
    this.#reach.changed();
    return this.#ask(request.id);
  }

  /** From the card: one that was refused goes out as another mail, any other is tried or asked about again. */
  async again(id: string): Promise<void> {
    const { sends } = await this.#reach.db();
    const next = await sends.db.transaction("rw", sends, async () => {
      const row = await sends.get(id);
      if (!row || !neverWentOut(row)) return id;
      const request = row.state === "refused" ? { ...row.request, id: crypto.randomUUID() } : row.request;
      await sends.delete(id);
      const anew = { state: "asking", error: null, problem: null, isTaken: false } as const;
      await sends.put({ ...row, ...anew, id: request.id, request });
      return request.id;
    });
    this.#reach.changed();
    await this.#ask(next);
  }

  /** Off the card. What never went out goes back to where it was written, with its words. */
  async putAway(id: string): Promise<void> {
    const { sends } = await this.#reach.db();
    const row = await sends.get(id);
    if (row && neverWentOut(row)) await sends.update(id, { isOnCard: false });
    else await sends.delete(id);
    this.#reach.changed();
  }

  /** A worker that was stopped has left some behind: what was being asked may have been heard. */
  async resume(now: Date): Promise<void> {
    const { sends } = await this.#reach.db();
    const keptSince = new Date(now.getTime() - SENT_KEPT_MS).toISOString();
    await sends.filter(({ state, at }) => state === "sent" && at < keptSince).delete();
    for (const row of await sends.filter(isOpen).toArray()) {
      if (this.#asking.has(row.id)) continue;
      if (row.state === "asking") await sends.update(row.id, { isTaken: true, isOnCard: true });
      this.#askInBackground(row.id, SLOWEST_MS);
    }
  }

  #ask(id: string, waitMs = FIRST_ASK_MS): Promise<Outgoing> {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    const asking = this.#asking.get(id) ?? this.#askOnce(id, waitMs).finally(() => this.#asking.delete(id));
    this.#asking.set(id, asking);
    return asking;
  }

  async #askOnce(id: string, waitMs: number): Promise<Outgoing> {
    const { sends } = await this.#reach.db();
    const row = await sends.get(id);
    if (!row) throw new AppError("not_found", "This mail is no longer here");
    if (!isOpen(row)) return row;
    const answer = await this.#answerTo(row);
    const heard = { ...answer, isTaken: row.isTaken || isOpen(answer), isOnCard: row.isOnCard || isOpen(answer) };
    // Given up meanwhile it stays so.
    await sends.update(id, heard);
    this.#reach.changed();
    if (isOpen(heard)) {
      const again = () => this.#askInBackground(id, Math.min(SLOWEST_MS, waitMs * 2));
      this.#timers.set(id, setTimeout(again, waitMs));
    }
    return { ...row, ...heard };
  }

  #askInBackground(id: string, waitMs: number): void {
    this.#ask(id, waitMs).catch((error: unknown) => {
      // Given up, or signed out, before its time came.
      if (!(error instanceof AppError)) throw error;
    });
  }

  async #answerTo(row: Outgoing): Promise<Pick<Outgoing, "state" | "error" | "problem">> {
    const { request } = row;
    const path = `/api/mailboxes/${request.mailboxId}/send`;
    try {
      const { state, error }: SendView = await this.#reach.callServer({
        method: "POST",
        path,
        body: request,
        answer: sendView,
      });
      return { state, error, problem: null };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // Once the server has it, an answer that is no outcome changes nothing about that: the vendor asks for a pause, say.
      if (row.isTaken) return row;
      // It broke on the way, and may have gone out before.
      if (error.code === "internal") return { state: "unknown", error: null, problem: null };
      const problem = { code: error.code, message: error.message };
      return { state: error.code === "unavailable" ? "offline" : "refused", error: null, problem };
    }
  }
}
