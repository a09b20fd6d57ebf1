// The signed-in account: its replica, its sync, and what follows when either changes.
import { AppError } from "#shared/errors.ts";
import type { SessionView } from "../views.ts";
import { Replica, type Touched } from "./replica.ts";
import {
  chooseWorkspace,
  endpointOf,
  endSession,
  forgetSession,
  readSession,
  replicaName,
  type Session,
  signIn,
  signInWith,
} from "./session.ts";
import { Sync } from "./sync.ts";

const FIRST_SYNC_MS = 200;

export interface Open {
  readonly session: Session;
  readonly replica: Replica;
  readonly sync: Sync;
}

export interface AccountEvents {
  touched(touched: Touched): void;
  status(): void;
  session(): void;
}

/** At most one account is open; whoever needs it asks for it anew, since the worker may have slept meanwhile. */
export class Account {
  readonly #events: AccountEvents;
  #opening: Promise<Open | null> | null = null;

  constructor(events: AccountEvents) {
    this.#events = events;
  }

  find(): Promise<Open | null> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  async get(): Promise<Open> {
    const open = await this.find();
    if (!open) throw new AppError("unauthenticated", "Sign in to Kith first");
    return open;
  }

  async view(): Promise<SessionView> {
    const open = await this.find();
    if (open) {
      const { server, user, membership, memberships } = open.session;
      const { ready } = await open.replica.db.readMeta();
      return { kind: "signedIn", server, user, membership, memberships, ready };
    }
    const session = await readSession();
    const { server = null, user = null } = session ?? {};
    return { kind: "signedOut", server, email: user?.email ?? null, ended: session !== null };
  }

  async signIn(typed: { server: string; email: string; password: string }): Promise<void> {
    await signIn(typed);
    await this.#reopen();
  }

  async signInWith(typed: { server: string; vendor: string }): Promise<void> {
    await signInWith(typed);
    await this.#reopen();
  }

  async choose(workspaceId: string): Promise<void> {
    const { session } = await this.get();
    await chooseWorkspace(session, workspaceId);
    await this.#reopen();
  }

  /** The replica goes with the session, so unsent changes stop it unless they are given up. */
  async signOut(discard: boolean): Promise<void> {
    const open = await this.find();
    if (!open) return;
    const pending = await open.replica.pendingCount();
    if (pending > 0 && !discard) throw new AppError("conflict", `${pending} changes have not reached the server yet`);
    open.sync.stop();
    await forgetSession(open.session);
    await open.replica.wipe();
    await this.#reopen();
  }

  async #open(): Promise<Open | null> {
    const session = await readSession();
    if (!session?.token) return null;
    const { memberId, role } = session.membership;
    const replica = new Replica(
      replicaName(session),
      { memberId, role },
      { touched: (touched) => this.#events.touched(touched), queued: () => void sync.stir() },
    );
    const sync = new Sync(endpointOf(session), replica, {
      status: () => this.#events.status(),
      ended: () => void this.#onEnded(session),
    });
    // Not at once: the question that woke the worker is answered first.
    setTimeout(() => void sync.stir(), FIRST_SYNC_MS);
    return { session, replica, sync };
  }

  async #onEnded(session: Session): Promise<void> {
    await endSession(session);
    await this.#reopen();
  }

  async #reopen(): Promise<void> {
    const before = await this.#opening;
    before?.sync.stop();
    before?.replica.close();
    this.#opening = null;
    const open = await this.find();
    void open?.sync.stir();
    this.#events.session();
  }
}
