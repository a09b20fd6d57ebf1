// Mutations up: each is run again with authority, exactly once, in the order its client made it.
import type { Actor } from "#shared/access.ts";
import { entities, findMutation } from "#shared/crm/index.ts";
import { AppError } from "#shared/errors.ts";
import { contextOf, parseArgs } from "#shared/mutation.ts";
import { PROTOCOL_VERSION, type PushRequest, type PushResponse, type WireMutation } from "#shared/protocol.ts";
import { type Database, type PrismaTransaction, transact } from "../store/database.ts";
import { toAppError } from "../store/database-errors.ts";
import type { Committed, PutEffects } from "../store/effects.ts";
import { PrismaTx } from "../store/prisma-tx.ts";
import { advanceWorkspace, lockWorkspace } from "../store/workspace.ts";

export interface PushCaller {
  readonly workspaceId: string;
  readonly memberId: string;
}

type Refused = PushResponse["refused"][number];

/** One transaction for the batch, one savepoint per mutation; whatever is not a refusal undoes the whole batch. */
export async function push(
  database: Database,
  caller: PushCaller,
  request: PushRequest,
  putEffects: PutEffects,
): Promise<PushResponse> {
  assertProtocol(request.protocol);
  assertInOrder(request.mutations);
  return transact(database, caller, (prisma) => runBatch(prisma, caller, request, putEffects));
}

export function assertProtocol(protocol: number) {
  if (protocol === PROTOCOL_VERSION) return;
  const who = protocol < PROTOCOL_VERSION ? "extension" : "server";
  throw new AppError("outdated", `This ${who} is too old for the other side and needs an update`);
}

function assertInOrder(mutations: readonly WireMutation[]) {
  const wrong = mutations.find((mutation, index) => index > 0 && mutation.sequence !== at(mutations, index - 1) + 1);
  if (wrong) throw new AppError("invalid", "The mutations of a push must count up by one");
}

const at = (mutations: readonly WireMutation[], index: number) => mutations[index]?.sequence ?? 0;

async function runBatch(
  prisma: PrismaTransaction,
  { workspaceId, memberId }: PushCaller,
  { clientId, mutations }: PushRequest,
  putEffects: PutEffects,
): Promise<PushResponse> {
  const first = at(mutations, 0);
  const last = await lockClient(prisma, workspaceId, { clientId, memberId, first });
  if (first > last + 1) throw new AppError("conflict", `Expected sequence ${last + 1}, got ${first}`);
  const repeated = mutations.filter((mutation) => mutation.sequence <= last);
  const fresh = mutations.slice(repeated.length);
  const refused = await findRefusals(prisma, workspaceId, clientId, repeated);
  if (fresh.length === 0) return { lastSequence: last, refused };

  const batch = new Batch(prisma, workspaceId, memberId, await lockWorkspace(prisma, workspaceId));
  for (const mutation of fresh) await batch.run(mutation);
  const lastSequence = last + fresh.length;
  await putRefusals(prisma, workspaceId, clientId, batch.refused);
  await prisma.syncClient.update({
    where: { workspaceId_id: { workspaceId, id: clientId } },
    data: { lastSequence, seenAt: new Date() },
  });
  await advanceWorkspace(prisma, workspaceId, batch.version);
  await putEffects(prisma, batch.committed);
  return { lastSequence, refused: [...refused, ...batch.refused] };
}

class Batch {
  readonly refused: Refused[] = [];
  readonly committed: Committed[] = [];
  /** The feed's position after the last mutation; each takes one, refused or not. */
  version: bigint;
  readonly #prisma: PrismaTransaction;
  readonly #workspaceId: string;
  readonly #memberId: string;
  #actor: Actor | undefined;

  constructor(prisma: PrismaTransaction, workspaceId: string, memberId: string, version: bigint) {
    this.#prisma = prisma;
    this.#workspaceId = workspaceId;
    this.#memberId = memberId;
    this.version = version;
  }

  async run(wire: WireMutation) {
    this.version += 1n;
    const tx = new PrismaTx(this.#prisma, this.#workspaceId, this.version);
    await this.#prisma.$executeRawUnsafe("savepoint mutation");
    try {
      await this.#apply(tx, wire);
      await this.#prisma.$executeRawUnsafe("release savepoint mutation");
    } catch (thrown) {
      const error = toAppError(thrown);
      if (!isRefusal(error)) throw thrown;
      await this.#prisma.$executeRawUnsafe("rollback to savepoint mutation");
      this.#actor = undefined;
      this.refused.push({ sequence: wire.sequence, error: { code: error.code, message: storable(error.message) } });
    }
  }

  async #apply(tx: PrismaTx, wire: WireMutation) {
    const mutation = findMutation(wire.name);
    if (!mutation) throw new AppError("invalid", "This server does not know this kind of change");
    const args = parseArgs(mutation, wire.args);
    this.#actor ??= await this.#findActor(tx);
    await mutation.run(tx, args, contextOf(wire.id, this.#actor, momentOf(wire.at, new Date())));
    // Whoever changed members may have changed what they may do themselves.
    if (tx.written.has(entities.member.name)) this.#actor = undefined;
    this.committed.push({ workspaceId: this.#workspaceId, memberId: this.#memberId, name: mutation.name, args });
  }

  /** Read behind the workspace's lock: somebody disabled a moment ago writes nothing any more. */
  async #findActor(tx: PrismaTx): Promise<Actor> {
    const member = await tx.find(entities.member, this.#memberId);
    if (!member || member.disabled) throw new AppError("forbidden", "You are no longer a member of this workspace");
    return { memberId: member.id, role: member.role };
  }
}

/** A week offline is promised; a clock further off than this is a wrong clock. */
const LONGEST_OFFLINE_MS = 60 * 24 * 3_600_000;

/** When the person acted, by their own clock where that can be so, else now. */
function momentOf(at: string, now: Date): string {
  const ageMs = now.getTime() - Date.parse(at);
  return ageMs >= 0 && ageMs <= LONGEST_OFFLINE_MS ? at : now.toISOString();
}

const isRefusal = (error: unknown): error is AppError =>
  error instanceof AppError && error.code !== "internal" && error.code !== "unavailable";

/** Messages quote input, and PostgreSQL cannot keep every character of it. */
const storable = (message: string) => message.toWellFormed().replaceAll("\0", "").slice(0, 1_000);

/**
 * Takes the client's row, so that two pushes of one client cannot run at once, and returns its last sequence. A client
 * nobody has heard of may begin anywhere: it is a replica that outlived a backup and took a new id (Sync does it).
 */
async function lockClient(
  prisma: PrismaTransaction,
  workspaceId: string,
  { clientId: id, memberId, first }: { clientId: string; memberId: string; first: number },
) {
  const rows = await prisma.$queryRaw<{ memberId: string; lastSequence: bigint }[]>`
    insert into "sync_client" ("workspaceId", "id", "memberId", "lastSequence", "seenAt")
    values (${workspaceId}::uuid, ${id}::uuid, ${memberId}::uuid, 0, now())
    on conflict ("workspaceId", "id") do update set "seenAt" = now()
    returning "memberId", "lastSequence"`;
  const [client] = rows;
  if (!client || client.memberId !== memberId) {
    throw new AppError("forbidden", "This replica belongs to another member");
  }
  return Number(client.lastSequence) || first - 1;
}

async function findRefusals(
  prisma: PrismaTransaction,
  workspaceId: string,
  clientId: string,
  mutations: readonly WireMutation[],
): Promise<Refused[]> {
  const [first] = mutations;
  if (!first) return [];
  const rows = await prisma.refusal.findMany({
    where: { workspaceId, clientId, sequence: { gte: first.sequence, lte: first.sequence + mutations.length - 1 } },
    orderBy: { sequence: "asc" },
  });
  return rows.map(({ sequence, code, message }) => ({
    sequence: Number(sequence),
    error: { code: code as Refused["error"]["code"], message },
  }));
}

async function putRefusals(
  prisma: PrismaTransaction,
  workspaceId: string,
  clientId: string,
  refused: readonly Refused[],
) {
  if (refused.length === 0) return;
  await prisma.refusal.createMany({
    data: refused.map(({ sequence, error }) => ({ workspaceId, clientId, sequence, ...error })),
  });
}
