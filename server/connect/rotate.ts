// A new key for everything that is sealed, while servers run. What was begun is finished by running it again.
import type { Logger } from "#shared/log.ts";
import { type Database, everybody, type PrismaTransaction, type Scope, transact } from "../store/database.ts";
import type { KeyRing } from "./keys.ts";
import { type Place, sealedWith, stopSealing, type Vault } from "./vault.ts";

export interface Rotation {
  readonly keyId: string;
  readonly resealed: number;
  /** Sealed with a key nobody has any more; their mailboxes must be connected again. */
  readonly lost: number;
}

/** One sealed value of the database. */
interface Cell {
  readonly place: Place;
  readonly scope: Scope;
  /** Takes the row until the transaction ends. */
  read(prisma: PrismaTransaction): Promise<string | null | undefined>;
  write(prisma: PrismaTransaction, sealed: string): Promise<unknown>;
}

/** Far more than the second one, which already finds only what was sealed while the first one ran. */
const MOST_ROUNDS = 10;

export async function rotateKey(database: Database, ring: KeyRing, vault: Vault, log: Logger): Promise<Rotation> {
  const [newest, ...older] = await transact(database, {}, async (prisma) => {
    await stopSealing(prisma);
    // More than one in the file: an earlier rotation was not finished, and this is the rest of it.
    if (!ring.isGiven && (await ring.read()).length === 1) await ring.add();
    return ring.read();
  });
  let resealed = 0;
  for (let round = 1; round <= MOST_ROUNDS; round += 1) {
    const { done, lost } = await resealAll(database, vault, sealedWith(newest.id), log);
    resealed += done;
    if (done > 0) continue;
    await transact(database, {}, async (prisma) => {
      await stopSealing(prisma);
      await ring.drop(new Set(older.map((key) => key.id)));
    });
    return { keyId: newest.id, resealed, lost };
  }
  throw new Error("Something goes on sealing with an old key: give every server the same keys, then run this again.");
}

async function resealAll(database: Database, vault: Vault, current: string, log: Logger) {
  const counts = { done: 0, lost: 0, settled: 0 };
  for (const cell of await listCells(database, current)) {
    const outcome = await transact(database, cell.scope, async (prisma) => {
      const sealed = await cell.read(prisma);
      if (!sealed || sealed.startsWith(current)) return "settled";
      const text = await vault.find(cell.place, sealed);
      if (text === undefined) return "lost";
      await cell.write(prisma, await vault.seal(prisma, cell.place, text));
      return "done";
    });
    if (outcome === "lost") log.warn({ kind: cell.place.kind, id: cell.place.id }, "a sealed value did not open");
    counts[outcome] += 1;
  }
  return counts;
}

async function listCells(database: Database, current: string): Promise<Cell[]> {
  const isOld = { not: { startsWith: current } };
  const mailboxes = await transact(database, { memberId: everybody }, (prisma) =>
    prisma.mailbox.findMany({ where: { tokens: isOld }, select: { workspaceId: true, id: true } }),
  );
  const attempts = await transact(database, {}, (prisma) =>
    prisma.connectAttempt.findMany({ where: { secret: isOld }, select: { workspaceId: true, id: true } }),
  );
  return [...mailboxes.map(mailboxCell), ...attempts.map(attemptCell)];
}

interface RowId {
  readonly workspaceId: string;
  readonly id: string;
}

const mailboxCell = ({ workspaceId, id }: RowId): Cell => ({
  place: { workspaceId, kind: "mailbox", id },
  scope: { workspaceId, memberId: everybody },
  read: async (prisma) => {
    const [row] = await prisma.$queryRaw<{ tokens: string | null }[]>`
      select "tokens" from "mailbox" where "workspaceId" = ${workspaceId}::uuid and "id" = ${id}::uuid for update`;
    return row?.tokens;
  },
  write: (prisma, tokens) => prisma.mailbox.updateMany({ where: { workspaceId, id }, data: { tokens } }),
});

const attemptCell = ({ workspaceId, id }: { workspaceId: string | null; id: string }): Cell => ({
  place: { workspaceId, kind: "attempt", id },
  scope: {},
  read: async (prisma) => {
    const [row] = await prisma.$queryRaw<{ secret: string }[]>`
      select "secret" from "connect_attempt" where "id" = ${id} for update`;
    return row?.secret;
  },
  write: (prisma, secret) => prisma.connectAttempt.updateMany({ where: { id }, data: { secret } }),
});
