// Delta tokens: what a nextLink or a deltaLink stands for, and when it dies
// (microsoft-graph-docs-contrib concepts/delta-query-overview.md, "State tokens").
import type { Preferences } from "./prefer.ts";
import type { Death } from "./switches.ts";

export type Collection = "messages" | "folders" | "events";

/** What one place in a page says, when the page is asked for; none when it has gone meanwhile. */
export type Item = (prefer: Preferences) => object[];

export interface Round {
  readonly collection: Collection;
  /** Of the links, below `/v1.0`. */
  readonly path: string;
  readonly items: readonly Item[];
  readonly pageSize: number;
  /** The round that the deltaLink leads to. */
  readonly next: () => Round;
  /** What the Location of a reset asks for again. */
  readonly query: string;
  /** Checks that the collection is still there. */
  readonly check: () => void;
}

export interface Token {
  readonly on: "nextLink" | "deltaLink";
  readonly address: string;
  readonly round: Round;
  readonly offset: number;
  death: Death | null;
}

/** Kills tokens when they are next used: not before, so that nobody can know. */
export interface Expiry {
  readonly on: "nextLink" | "deltaLink";
  /** `gone` unless told. */
  readonly as?: Death;
  readonly address?: string;
  readonly collection?: Collection;
  /** 1 unless told. */
  readonly times?: number;
  /** How many uses pass before; 0 unless told. */
  readonly after?: number;
}

export class DeltaTokens {
  readonly #tokens = new Map<string, Token>();
  #expiries: { rule: Expiry; left: number; skip: number }[] = [];
  #made = 0;

  expire(rule: Expiry): void {
    this.#expiries.push({ rule, left: rule.times ?? 1, skip: rule.after ?? 0 });
  }

  /** Outlook's cache of tokens is emptied: every token of the mailbox is dead. */
  forget(address: string, as: Death = "gone"): void {
    for (const token of this.#tokens.values()) if (token.address === address) token.death = as;
  }

  find(name: string): Token | undefined {
    return this.#tokens.get(name);
  }

  make(token: Token): string {
    this.#made += 1;
    const name = Buffer.from(`${this.#made}/${token.address}`).toString("base64url");
    this.#tokens.set(name, token);
    return name;
  }

  /** Null while it lives. */
  deathOf(token: Token): Death | null {
    if (token.death) return token.death;
    for (const expiry of this.#expiries) {
      const { rule } = expiry;
      const matches =
        rule.on === token.on &&
        (rule.address ?? token.address) === token.address &&
        (rule.collection ?? token.round.collection) === token.round.collection;
      if (!matches || expiry.left === 0) continue;
      if (expiry.skip > 0) {
        expiry.skip -= 1;
        continue;
      }
      expiry.left -= 1;
      token.death = rule.as ?? "gone";
      return token.death;
    }
    return null;
  }
}
