// Subscriptions that are alive, and those that were.

export interface Kept {
  readonly id: string;
  readonly address: string;
  readonly resource: string;
  readonly changeType: string;
  readonly notificationUrl: string;
  readonly lifecycleNotificationUrl: string | null;
  readonly clientState: string | null;
  /** As the request that made it preferred; later requests change nothing (outlook-immutable-id). */
  readonly immutableIds: boolean;
  expiresAt: number;
  isAuthorized: boolean;
}

export class Subscriptions {
  readonly #kept = new Map<string, Kept>();
  readonly #ended: Kept[] = [];

  of(address: string): Kept[] {
    return [...this.#kept.values()].filter((kept) => kept.address === address);
  }

  add(kept: Kept): void {
    this.#kept.set(kept.id, kept);
  }

  end(kept: Kept): void {
    this.#kept.delete(kept.id);
    this.#ended.push(kept);
  }

  /** Those that have run out are gone. */
  sweep(now: number): void {
    for (const kept of this.#kept.values()) if (kept.expiresAt <= now) this.end(kept);
  }

  find(id: string): Kept | undefined {
    return this.#kept.get(id);
  }

  endedOf(address: string): Kept[] {
    return this.#ended.filter((kept) => kept.address === address);
  }
}
