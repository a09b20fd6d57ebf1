// The right to act on one mailbox: gives a token that is valid, and refreshes it once for everybody who needs it.
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { AppError } from "#shared/errors.ts";
import { type MailboxFeature, mailboxFeatures } from "#shared/mailbox.ts";
import type { Access, Limiter } from "../providers/access.ts";
import type { OAuthClient, Vendor } from "../providers/vendor.ts";
import { type Database, type PrismaTransaction, transact } from "../store/database.ts";
import { alone, keyOf, type MailboxId, type Run, scopeOf } from "./alone.ts";
import { type Grant, refreshTokens } from "./oauth.ts";
import type { Vault } from "./vault.ts";

/** What is sealed in the mailbox's row. */
const storedTokens = z.object({
  accessToken: z.string(),
  /** Milliseconds since 1970: how long it is given out. */
  accessUntil: z.number(),
  refreshToken: z.string(),
  /** What the vendor allows now. */
  scopes: z.array(z.string()),
  /** What the rep chose; `scopes` may allow less, and later more again. */
  asked: z.array(z.enum(mailboxFeatures)),
});
export type StoredTokens = z.infer<typeof storedTokens>;

const SAVE_TRIES = 5;

const placeOf = ({ workspaceId, id }: MailboxId) => ({ workspaceId, kind: "mailbox", id }) as const;

export const sealTokens = (vault: Vault, prisma: PrismaTransaction, mailbox: MailboxId, tokens: StoredTokens) =>
  vault.seal(prisma, placeOf(mailbox), JSON.stringify(tokens));

export async function openTokens(vault: Vault, mailbox: MailboxId, sealed: string): Promise<StoredTokens> {
  return storedTokens.parse(JSON.parse(await vault.open(placeOf(mailbox), sealed)));
}

/** Undefined where their key is gone. */
export async function findTokens(vault: Vault, mailbox: MailboxId, sealed: string): Promise<StoredTokens | undefined> {
  const text = await vault.find(placeOf(mailbox), sealed);
  return text === undefined ? undefined : storedTokens.parse(JSON.parse(text));
}

/** Of what the rep chose, what the vendor allows. */
export function featuresOf(client: OAuthClient, { scopes, asked }: Pick<StoredTokens, "scopes" | "asked">) {
  const allowed: readonly string[] = client.featuresOf(scopes);
  return asked.filter((feature: MailboxFeature) => allowed.includes(feature));
}

/** What stands in the row after a grant; `before` is what it replaces. */
export function afterGrant(grant: Grant, before: Pick<StoredTokens, "refreshToken" | "scopes" | "asked">) {
  const { accessToken, accessUntil, refreshToken, scopes } = grant;
  return {
    accessToken,
    accessUntil: accessUntil.getTime(),
    // Google sends none with a refresh, Microsoft a new one each time: the one we have is never lost.
    refreshToken: refreshToken ?? before.refreshToken,
    scopes: [...(scopes ?? before.scopes)],
    asked: [...before.asked],
  };
}

export function openAccess(
  database: Database,
  vault: Vault,
  vendor: Pick<Vendor, "oauth">,
  { workspaceId, id }: MailboxId,
  limiter: Limiter,
  signal: AbortSignal,
): Access {
  const keeper = new TokenKeeper(database, vault, vendor.oauth, { workspaceId, id });
  return { token: () => keeper.token(), renew: (refused) => keeper.renew(refused), limiter, signal };
}

const isValid = ({ accessUntil }: StoredTokens) => accessUntil > Date.now();

const reconnectNeeded = (cause?: string) =>
  new AppError(
    "unauthenticated",
    "The vendor no longer accepts the connection: connect this mailbox again",
    cause === undefined ? {} : { cause: new Error(cause) },
  );

/** How a turn at the mailbox ended. A value even where it is bad news: an error would undo what was noted of it. */
type Turn = { readonly tokens: StoredTokens } | { readonly refused: string };

const underWay = new WeakMap<Database, Map<string, Promise<StoredTokens>>>();

class TokenKeeper {
  readonly #database: Database;
  readonly #vault: Vault;
  readonly #client: OAuthClient;
  readonly #mailbox: MailboxId;
  #known: StoredTokens | undefined;

  constructor(database: Database, vault: Vault, client: OAuthClient, mailbox: MailboxId) {
    this.#database = database;
    this.#vault = vault;
    this.#client = client;
    this.#mailbox = mailbox;
  }

  async token(): Promise<string> {
    if (!this.#known || !isValid(this.#known)) {
      const stored = await transact(this.#database, scopeOf(this.#mailbox), (prisma) => this.#read(prisma));
      this.#known = isValid(stored) ? stored : await this.#refresh(isValid);
    }
    return this.#known.accessToken;
  }

  /** Only when nobody else has done so since the refused token was given out. */
  async renew(refused: string): Promise<string> {
    this.#known = await this.#refresh((stored) => stored.accessToken !== refused && isValid(stored));
    return this.#known.accessToken;
  }

  /** Whoever comes while one is under way in this process gets what it brings, a failure too. */
  async #refresh(isGoodEnough: (stored: StoredTokens) => boolean): Promise<StoredTokens> {
    const refreshes = underWay.get(this.#database) ?? new Map<string, Promise<StoredTokens>>();
    underWay.set(this.#database, refreshes);
    const key = keyOf(this.#mailbox);
    const others = refreshes.get(key);
    if (others) {
      const tokens = await others;
      if (isGoodEnough(tokens)) return tokens;
    }
    const own = this.#refreshAlone(isGoodEnough).finally(() => {
      if (refreshes.get(key) === own) refreshes.delete(key);
    });
    refreshes.set(key, own);
    return own;
  }

  async #refreshAlone(isGoodEnough: (stored: StoredTokens) => boolean): Promise<StoredTokens> {
    const rescued: { before?: StoredTokens; after?: StoredTokens } = {};
    try {
      const turn = await alone(this.#database, this.#mailbox, async (run): Promise<Turn> => {
        const stored = await run((prisma) => this.#read(prisma));
        if (isGoodEnough(stored)) return { tokens: stored };
        const outcome = await refreshTokens(this.#client, stored.refreshToken);
        if ("refused" in outcome) return this.#note(run, stored, outcome.refused);
        const tokens = afterGrant(outcome, stored);
        Object.assign(rescued, { before: stored, after: tokens });
        await run((prisma) => this.#save(prisma, stored, tokens));
        return { tokens };
      });
      if ("refused" in turn) throw reconnectNeeded(turn.refused);
      return turn.tokens;
    } catch (error) {
      const { before, after } = rescued;
      if (!before || !after) throw error;
      // The vendor has given, and perhaps taken the old one back; only keeping it has failed.
      await this.#saveAgain(before, after);
      return after;
    }
  }

  async #read(prisma: PrismaTransaction): Promise<StoredTokens> {
    const row = await prisma.mailbox.findUnique({
      where: { workspaceId_id: { ...this.#mailbox } },
      select: { tokens: true, reconnect: true },
    });
    if (!row?.tokens) throw new AppError("unauthenticated", "This mailbox is not connected any more");
    // The vendor was asked once and said no; asking again would only make it slower to say yes later.
    if (row.reconnect !== null) throw reconnectNeeded(row.reconnect);
    return openTokens(this.#vault, this.#mailbox, row.tokens);
  }

  /** The tokens in the row, which is held until the transaction ends, if they still are what they were. */
  async #isUnchanged(prisma: PrismaTransaction, before: StoredTokens): Promise<boolean> {
    const { workspaceId, id } = this.#mailbox;
    const [row] = await prisma.$queryRaw<{ tokens: string | null }[]>`
      select "tokens" from "mailbox" where "workspaceId" = ${workspaceId}::uuid and "id" = ${id}::uuid for update`;
    if (!row?.tokens) return false;
    const { refreshToken } = await openTokens(this.#vault, this.#mailbox, row.tokens);
    return refreshToken === before.refreshToken;
  }

  /** Somebody who connected anew meanwhile has newer tokens, and keeps them. */
  async #save(prisma: PrismaTransaction, before: StoredTokens, tokens: StoredTokens): Promise<void> {
    if (!(await this.#isUnchanged(prisma, before))) return;
    await prisma.mailbox.updateMany({
      where: { ...this.#mailbox },
      data: {
        tokens: await sealTokens(this.#vault, prisma, this.#mailbox, tokens),
        features: featuresOf(this.#client, tokens),
      },
    });
  }

  async #saveAgain(before: StoredTokens, after: StoredTokens): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await transact(this.#database, scopeOf(this.#mailbox), (prisma) => this.#save(prisma, before, after));
      } catch (error) {
        if (tries === SAVE_TRIES) throw error;
        await sleep(200 * 2 ** tries);
      }
    }
  }

  async #note(run: Run, before: StoredTokens, refused: string): Promise<Turn> {
    await run(async (prisma) => {
      if (!(await this.#isUnchanged(prisma, before))) return;
      await prisma.mailbox.updateMany({ where: { ...this.#mailbox, reconnect: null }, data: { reconnect: refused } });
    });
    return { refused };
  }
}
