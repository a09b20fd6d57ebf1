// One browser profile without the browser: the extension's own replica and sync over fake-indexeddb.
import "fake-indexeddb/auto";
import type { Membership } from "#shared/api.ts";
import { signInResponse } from "#shared/api.ts";
import { entityNames, findEntity } from "#shared/crm/index.ts";
import { type Endpoint, request } from "../../extension/background/api.ts";
import { Replica } from "../../extension/background/replica.ts";
import { Sync } from "../../extension/background/sync.ts";

export interface SignedIn {
  endpoint: Endpoint;
  membership: Membership;
}

export async function signIn(server: string, email: string, password: string): Promise<SignedIn> {
  const anonymous = { server, token: null, workspaceId: null };
  const body = { email, password };
  const answer = await request(anonymous, { method: "POST", path: "/api/auth/sign-in", body, answer: signInResponse });
  const [membership] = answer.memberships;
  if (!membership) throw new Error("no membership");
  return { endpoint: { server, token: answer.token, workspaceId: membership.workspaceId }, membership };
}

export class Client {
  #signedIn: SignedIn;
  readonly #name = `client ${crypto.randomUUID()}`;
  replica!: Replica;
  sync!: Sync;
  /** Offline until it is asked to settle: what is changed meanwhile waits. */
  isOnline = false;

  constructor(signedIn: SignedIn) {
    this.#signedIn = signedIn;
    this.start();
  }

  get memberId(): string {
    return this.#signedIn.membership.memberId;
  }

  /** As the browser starts the worker: from what lies in the database, and nothing else. */
  start(): void {
    const { endpoint, membership } = this.#signedIn;
    const actor = { memberId: membership.memberId, role: membership.role };
    this.replica = new Replica(this.#name, actor, {
      touched: () => undefined,
      queued: () => {
        if (this.isOnline) void this.sync.stir();
      },
    });
    this.sync = new Sync(endpoint, this.replica, { status: () => undefined, ended: () => undefined });
  }

  /** The same person signs in again, perhaps at a server that has been restored; the replica is the one that was. */
  signInAgain(signedIn: SignedIn): void {
    this.kill();
    this.#signedIn = signedIn;
    this.start();
  }

  /** As the browser kills the worker: whatever was under way is gone. */
  kill(): void {
    this.isOnline = false;
    this.sync.stop();
    this.replica.close();
  }

  /** Until nothing is left to push and what the server has is here. */
  async settle(): Promise<void> {
    for (let attempt = 0; attempt < 300; attempt += 1) {
      await this.sync.stir();
      const status = await this.sync.status();
      if (status.state !== "offline" && status.pending === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`did not settle: ${JSON.stringify(await this.sync.status())}`);
  }

  /** Every record by kind, in the order of ids: what two replicas in step agree on. */
  async everything(): Promise<Record<string, unknown[]>> {
    const lists = entityNames.map(async (name) => {
      const entity = findEntity(name);
      const rows = entity ? await this.replica.db.records(entity).orderBy("id").toArray() : [];
      return [name, rows.map((row) => row.record)] as const;
    });
    return Object.fromEntries(await Promise.all(lists));
  }
}
