// Everything one stand-in holds, as its routes see it.
import type { World } from "../mailboxes/world.ts";
import { Box } from "./box.ts";
import type { DeltaTokens } from "./delta-tokens.ts";
import type { Subscriptions } from "./subscription-store.ts";
import type { Switches } from "./switches.ts";
import type { Throttle } from "./throttle.ts";
import type { Tokens } from "./tokens.ts";

export interface Counts {
  /** Requests to the token endpoint. */
  tokens: number;
  /** Requests to Graph; a batch is one. */
  graph: number;
}

export interface State {
  readonly world: World;
  readonly graphRoot: string;
  readonly loginRoot: string;
  readonly switches: Switches;
  readonly clock: () => number;
  readonly tokens: Tokens;
  readonly delta: DeltaTokens;
  readonly throttle: Throttle;
  readonly boxes: Boxes;
  readonly transactions: Transactions;
  readonly subscriptions: Subscriptions;
  readonly counts: Counts;
}

/** Mailboxes of this vendor, each read up to now when it is asked for. */
export class Boxes {
  readonly #world: World;
  readonly #boxes = new Map<string, Box>();

  constructor(world: World) {
    this.#world = world;
  }

  get(address: string): Box {
    const known = this.#boxes.get(address);
    const box = known ?? new Box(this.#world.mailbox(address));
    if (!known) this.#boxes.set(address, box);
    box.catchUp();
    return box;
  }

  /** Addresses of all of them. */
  get addresses(): string[] {
    return [...this.#world.mailboxes.values()]
      .filter((mailbox) => mailbox.vendor === "microsoft")
      .map((mailbox) => mailbox.address);
  }
}

/** `transactionId` of events: a repeated request finds the event of the first (resources/event). */
export class Transactions {
  readonly #eventIds = new Map<string, string>();
  readonly #ids = new Map<string, string>();

  note(address: string, transactionId: string, eventId: string): void {
    this.#eventIds.set(`${address}/${transactionId}`, eventId);
    this.#ids.set(eventId, transactionId);
  }

  eventIdOf(address: string, transactionId: string): string | undefined {
    return this.#eventIds.get(`${address}/${transactionId}`);
  }

  idOf(eventId: string): string | null {
    return this.#ids.get(eventId) ?? null;
  }
}
