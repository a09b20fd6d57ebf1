// A server to test against: started, killed and started again on the same data.
import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AddedUser, UserToAdd } from "../../server/auth/people.ts";
import type { RecordsToPut, ServerOptions, ServerReply, ServerRequest, VendorOptions } from "./server-process.ts";

export interface TestServer {
  port(): number;
  addUser(person: UserToAdd): Promise<AddedUser>;
  put(records: RecordsToPut): Promise<void>;
  /** SIGKILL: what was acknowledged must be there after `start`. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Ends it and forgets its data. */
  close(): Promise<void>;
}

const program = fileURLToPath(new URL("server-process.ts", import.meta.url));

/** On PGlite in a temporary folder, or on the database named. */
export async function openServer(databaseUrl: string | null = null, vendors?: VendorOptions): Promise<TestServer> {
  const dataDir = mkdtempSync(join(tmpdir(), "kith-server-"));
  const { certificates, ...vendorConfig } = vendors ?? {};
  const options: ServerOptions = { dataDir, databaseUrl, ...vendorConfig };
  const env = { ...process.env, ...(certificates && { NODE_EXTRA_CA_CERTS: certificates }) };
  let child: ChildProcess | undefined;
  let port = 0;
  let requests = 0;
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();

  const gone = async (signal: NodeJS.Signals) => {
    const ending = child;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const exit = new Promise((resolve) => ending.once("exit", resolve));
    ending.kill(signal);
    await exit;
    child = undefined;
  };

  /** A killed server's lock on its folder ends by itself within ten seconds. */
  const start = async () => {
    const until = Date.now() + 15_000;
    for (;;) {
      try {
        return await startOnce();
      } catch (error) {
        if (!/using this data folder/.test(String(error)) || Date.now() > until) throw error;
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  };

  const startOnce = async () => {
    const started = fork(program, [JSON.stringify(options)], { stdio: ["ignore", "inherit", "inherit", "ipc"], env });
    child = started;
    port = await new Promise<number>((resolve, reject) => {
      started.on("message", (reply: ServerReply) => {
        if ("ready" in reply) resolve(reply.ready.port);
        else if ("failed" in reply) reject(new Error(`The server did not start: ${reply.failed}`));
        else {
          const asked = waiting.get(reply.id);
          waiting.delete(reply.id);
          if (reply.ok) asked?.resolve(reply.value);
          else asked?.reject(new Error(reply.message));
        }
      });
      started.once("exit", (code) => {
        reject(new Error(`The server ended with ${code}`));
        for (const { reject: refuse } of waiting.values()) refuse(new Error("The server is gone"));
        waiting.clear();
      });
    });
  };

  const ask = (asked: { addUser: UserToAdd } | { put: RecordsToPut }) =>
    new Promise<unknown>((resolve, reject) => {
      requests += 1;
      waiting.set(requests, { resolve, reject });
      child?.send({ id: requests, ...asked } satisfies ServerRequest);
    });

  await start();
  return {
    port: () => port,
    addUser: async (person) => (await ask({ addUser: person })) as AddedUser,
    put: async (records) => {
      await ask({ put: records });
    },
    kill: () => gone("SIGKILL"),
    start,
    close: async () => {
      await gone("SIGTERM");
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
