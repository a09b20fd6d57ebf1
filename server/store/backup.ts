// A workspace as a folder of JSON lines, and back. Sorted and without times of its own: the same data, the same bytes.

import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { entities } from "#shared/crm/index.ts";
import type { Entity } from "#shared/entity.ts";
import { AppError, errorCodes } from "#shared/errors.ts";
import { instantValue } from "#shared/fields.ts";
import { parseOrThrow } from "#shared/mutation.ts";
import { jsonRecord, recordToRow } from "./codec.ts";
import { type Database, everybody, type PrismaTransaction, setScope } from "./database.ts";
import { modelOf } from "./models.ts";

const FORMAT = 1;
const PAGE = 1_000;

/** Long enough for a million records; nobody else waits for it, since it holds no lock. */
const LIMITS = { maxWait: 15_000, timeout: 60 * 60_000 };

const workspaceFile = z.strictObject({
  format: z.literal(FORMAT, { error: "This backup was made by another version of Kith" }),
  id: z.uuid(),
  name: z.string(),
  createdAt: instantValue,
});

const userLine = z.strictObject({
  id: z.string(),
  memberId: z.uuid(),
  email: z.string(),
  name: z.string(),
  createdAt: instantValue,
  updatedAt: instantValue,
  /** The hash as better-auth keeps it; null for somebody without a password. */
  password: z.string().nullable(),
});

const clientLine = z.strictObject({
  id: z.uuid(),
  memberId: z.uuid(),
  lastSequence: z.int(),
  seenAt: instantValue,
});

const refusalLine = z.strictObject({
  clientId: z.uuid(),
  sequence: z.int(),
  code: z.string().refine((code) => (errorCodes as string[]).includes(code)),
  message: z.string(),
});

const all = Object.values(entities) as unknown as Entity[];

const iso = (column: string, name: string) =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "${name}"`;

/** Beside the entities: each file with the SQL for one JSON object per line. The order is the database's bytes. */
const otherFiles: readonly { name: string; sql: string }[] = [
  {
    name: "user",
    sql: `select "user"."id", membership."memberId", "user"."email", "user"."name",
        ${iso(`"user"."createdAt"`, "createdAt")}, ${iso(`"user"."updatedAt"`, "updatedAt")},
        (select "password" from "account" where "userId" = "user"."id" and "providerId" = 'credential') as "password"
      from "membership" as membership join "user" on "user"."id" = membership."userId"
      where membership."workspaceId" = $1::uuid order by "user"."id" collate "C"`,
  },
  {
    name: "sync_client",
    sql: `select "id", "memberId", "lastSequence", ${iso(`"seenAt"`, "seenAt")}
      from "sync_client" where "workspaceId" = $1::uuid order by "sync_client"."id"`,
  },
  {
    name: "refusal",
    sql: `select "clientId", "sequence", "code", "message"
      from "refusal" where "workspaceId" = $1::uuid order by "refusal"."clientId", "refusal"."sequence"`,
  },
];

/** Writes everything a workspace is, from one moment, into a folder that is new or empty. */
export async function exportWorkspace(database: Database, workspaceId: string, folder: string): Promise<number> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0) throw new AppError("conflict", `${folder} is not empty`);
  const isolationLevel = database.kind === "postgres" ? ("RepeatableRead" as const) : undefined;
  return database.prisma.$transaction(
    async (prisma) => {
      await setScope(prisma, { workspaceId, memberId: everybody });
      let records = 0;
      for (const entity of all) records += await exportEntity(prisma, workspaceId, entity, folder);
      for (const { name, sql } of otherFiles) {
        const rows = await prisma.$queryRawUnsafe<{ line: string }[]>(
          `select row_to_json(row)::text as "line" from (${sql}) as row`,
          workspaceId,
        );
        await writeFile(join(folder, `${name}.jsonl`), rows.map(({ line }) => `${line}\n`).join(""), { mode: 0o600 });
      }
      const { id, name, createdAt } = await prisma.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
      const head = { format: FORMAT, id, name, createdAt: createdAt.toISOString() };
      // Last, so that a folder without it is known to be unfinished.
      await writeFile(join(folder, "workspace.json"), `${JSON.stringify(head, null, 2)}\n`, { mode: 0o600 });
      return records;
    },
    { ...LIMITS, ...(isolationLevel && { isolationLevel }) },
  );
}

async function exportEntity(prisma: PrismaTransaction, workspaceId: string, entity: Entity, folder: string) {
  const file = await open(join(folder, `${entity.name}.jsonl`), "w", 0o600);
  let written = 0;
  try {
    let after = "00000000-0000-0000-0000-000000000000";
    for (;;) {
      const rows = await prisma.$queryRawUnsafe<{ id: string; line: string }[]>(
        `select "id"::text, ${jsonRecord(entity)} as "line" from "${entity.name}"
          where "workspaceId" = $1::uuid and "id" > $2::uuid order by "${entity.name}"."id" limit ${PAGE}`,
        workspaceId,
        after,
      );
      const last = rows.at(-1);
      if (!last) return written;
      await file.write(rows.map(({ line }) => `${line}\n`).join(""));
      after = last.id;
      written += rows.length;
    }
  } finally {
    await file.close();
  }
}

/**
 * Puts a backup into a database in which this workspace does not exist. The feed starts a new epoch: replicas forget
 * what they had and fetch everything again.
 */
export async function restoreWorkspace(database: Database, folder: string): Promise<{ name: string; records: number }> {
  const head = await readWorkspaceFile(folder);
  const workspaceId = head.id;
  return database.prisma.$transaction(async (prisma) => {
    await setScope(prisma, { workspaceId, memberId: everybody });
    if (await prisma.workspace.findUnique({ where: { id: workspaceId }, select: { id: true } })) {
      throw new AppError(
        "conflict",
        `The workspace "${head.name}" exists here already; restore into an empty database`,
      );
    }
    const { id, name, createdAt } = head;
    await prisma.workspace.create({ data: { id, name, createdAt: new Date(createdAt), epoch: randomUUID() } });
    let version = 0n;
    let records = 0;
    for (const entity of all) {
      for await (const lines of readPages(join(folder, `${entity.name}.jsonl`), entity.schema)) {
        // A position per page: pulls stay short.
        version += 1n;
        const rows = lines.map((record) => ({ ...recordToRow(entity, record), workspaceId, version }));
        await modelOf(prisma, entity.name).createMany({ data: rows });
        records += rows.length;
      }
    }
    await restoreOthers(prisma, workspaceId, folder);
    await prisma.workspace.update({ where: { id }, data: { version } });
    return { name, records };
  }, LIMITS);
}

async function readWorkspaceFile(folder: string) {
  const file = join(folder, "workspace.json");
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new AppError("not_found", `${folder} holds no finished backup`, { cause });
  });
  return parseOrThrow(workspaceFile, parseJson(text, file));
}

async function restoreOthers(prisma: PrismaTransaction, workspaceId: string, folder: string) {
  for await (const users of readPages(join(folder, "user.jsonl"), userLine)) {
    for (const user of users) await restoreUser(prisma, workspaceId, user);
  }
  for await (const clients of readPages(join(folder, "sync_client.jsonl"), clientLine)) {
    await prisma.syncClient.createMany({
      data: clients.map((client) => ({ ...client, workspaceId, seenAt: new Date(client.seenAt) })),
    });
  }
  for await (const refusals of readPages(join(folder, "refusal.jsonl"), refusalLine)) {
    await prisma.refusal.createMany({ data: refusals.map((refusal) => ({ ...refusal, workspaceId })) });
  }
}

async function restoreUser(prisma: PrismaTransaction, workspaceId: string, user: z.infer<typeof userLine>) {
  const { id, memberId, email, name, password } = user;
  const known = await prisma.user.findFirst({ where: { OR: [{ id }, { email }] }, select: { id: true, email: true } });
  if (known && (known.id !== id || known.email !== email)) {
    throw new AppError("conflict", `${email} is somebody else's account in this database`);
  }
  if (!known) {
    const times = { createdAt: new Date(user.createdAt), updatedAt: new Date(user.updatedAt) };
    await prisma.user.create({ data: { id, email, name, ...times } });
    if (password !== null) {
      const account = { id: randomUUID(), accountId: id, providerId: "credential", userId: id };
      await prisma.account.create({ data: { ...account, password } });
    }
  }
  await prisma.membership.create({ data: { userId: id, workspaceId, memberId } });
}

/** The lines of a file, parsed, some hundred at a time. Says which line is wrong. */
async function* readPages<T>(file: string, schema: z.ZodType<T>): AsyncGenerator<T[]> {
  let page: T[] = [];
  let number = 0;
  for await (const line of readLines(file)) {
    number += 1;
    page.push(parseLine(schema, line, `${file}:${number}`));
    if (page.length === 500) {
      yield page;
      page = [];
    }
  }
  if (page.length > 0) yield page;
}

/** Node's own readline also ends a line at U+2028, which JSON allows inside of one. */
async function* readLines(file: string): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of createReadStream(file, "utf8")) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest) yield rest;
}

/** The line as it stands, once it is known to be valid: a schema would trim it and change the order of its keys. */
function parseLine<T>(schema: z.ZodType<T>, line: string, place: string): T {
  const value = parseJson(line, place);
  try {
    parseOrThrow(schema, value);
  } catch (error) {
    if (error instanceof AppError) throw new AppError("invalid", `${place}: ${error.message}`, { cause: error });
    throw error;
  }
  return value as T;
}

function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("invalid", `${place} is not JSON`, { cause });
  }
}
