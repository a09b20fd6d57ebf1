// A real server in a process of its own, so that a test can kill it. Its parent asks by message.
import { type EntityName, entities } from "#shared/crm/index.ts";
import type { BaseRecord, Entity } from "#shared/entity.ts";
import type { UserToAdd } from "../../server/auth/people.ts";
import type { Config } from "../../server/config.ts";
import { startServer } from "../../server/start.ts";
import { type Database, everybody, transact } from "../../server/store/database.ts";
import { PrismaTx } from "../../server/store/prisma-tx.ts";
import { advanceWorkspace, lockWorkspace } from "../../server/store/workspace.ts";

/** Vendors a server is set up for, and how often it looks there. */
export type VendorOptions = Pick<Config, "google" | "microsoft" | "pollSeconds"> & {
  /** A file of authorities that vouch for the stand-ins. */
  certificates: string;
};
export interface ServerOptions extends Partial<Omit<VendorOptions, "certificates">> {
  dataDir: string;
  databaseUrl: string | null;
}
/** Records as the server itself writes them, where no person does: what comes from calendars and mailboxes. */
export interface RecordsToPut {
  workspaceId: string;
  entity: EntityName;
  records: readonly BaseRecord[];
  removed: readonly string[];
}
export type ServerRequest = { id: number; addUser: UserToAdd } | { id: number; put: RecordsToPut };
export type ServerReply =
  | { ready: { port: number } }
  | { failed: string }
  | { id: number; ok: true; value: unknown }
  | { id: number; ok: false; message: string };

const send = (reply: ServerReply) => process.send?.(reply);
const textOf = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error));

const put = (database: Database, { workspaceId, entity, records, removed }: RecordsToPut) =>
  transact(database, { workspaceId, memberId: everybody }, async (prisma) => {
    const version = (await lockWorkspace(prisma, workspaceId)) + 1n;
    const tx = new PrismaTx(prisma, workspaceId, version);
    const kind = entities[entity] as unknown as Entity;
    for (const record of records) await tx.put(kind, record);
    for (const id of removed) await tx.remove(kind, id);
    await advanceWorkspace(prisma, workspaceId, version);
  });

try {
  const options: ServerOptions = JSON.parse(process.argv[2] ?? "{}");
  const server = await startServer({ ...options, logLevel: process.env.KITH_TEST_LOG === "1" ? "debug" : "error" });
  process.on("message", async (asked: ServerRequest) => {
    const { id } = asked;
    try {
      const value = "put" in asked ? await put(server.database, asked.put) : await server.addUser(asked.addUser);
      send({ id, ok: true, value });
    } catch (error) {
      send({ id, ok: false, message: textOf(error) });
    }
  });
  const stop = async () => {
    await server.close();
    process.exit(0);
  };
  process.on("SIGTERM", stop);
  // A test run that dies takes its servers with it.
  process.on("disconnect", stop);
  send({ ready: { port: Number(new URL(server.url).port) } });
} catch (error) {
  send({ failed: textOf(error) });
  process.exit(1);
}
