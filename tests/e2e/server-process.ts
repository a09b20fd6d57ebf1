// A real server in a process of its own, so that a test can kill it. Its parent asks by message.
import type { UserToAdd } from "../../server/auth/people.ts";
import { startServer } from "../../server/start.ts";

export interface ServerOptions {
  dataDir: string;
  databaseUrl: string | null;
}
export type ServerRequest = { id: number; addUser: UserToAdd };
export type ServerReply =
  | { ready: { port: number } }
  | { failed: string }
  | { id: number; ok: true; value: unknown }
  | { id: number; ok: false; message: string };

const send = (reply: ServerReply) => process.send?.(reply);
const textOf = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error));

try {
  const options: ServerOptions = JSON.parse(process.argv[2] ?? "{}");
  const server = await startServer({ ...options, logLevel: process.env.KITH_TEST_LOG === "1" ? "debug" : "error" });
  process.on("message", async ({ id, addUser }: ServerRequest) => {
    try {
      send({ id, ok: true, value: await server.addUser(addUser) });
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
