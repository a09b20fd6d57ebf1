// A server killed with -9 in the middle of pushes has done each mutation once or not at all.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { startServer } from "../../server/start.ts";
import { databases } from "../conformance/tx-databases.ts";
import { aNote, Person, withPeople } from "./server-people.ts";

const main = fileURLToPath(new URL("../../server/main.ts", import.meta.url));

const running = new Set<ChildProcess>();
afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The server as `npm start` runs it; resolves when it says it is ready. */
async function spawnServer(env: Record<string, string>): Promise<ChildProcess> {
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH ?? "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (said.includes("Kith is ready at")) resolve();
    });
  }
  child.once("exit", (code) => reject(new Error(`The server ended with ${code}: ${said}`)));
  await promise;
  return child;
}

const ended = (child: ChildProcess) => new Promise<number | null>((resolve) => child.once("exit", resolve));

describe.each(databases)("on $kind", ({ kind, create }) => {
  test("every mutation once, none lost, whatever was in flight when it was killed", async () => {
    const database = await create();
    const folder = await mkdtemp(join(tmpdir(), "kith-kill-"));
    const { databaseUrl, secret } = database.config;
    const seed = withPeople(await startServer({ ...database.config, dataDir: folder }, database.options));
    const { token, workspaceId, memberId } = await seed.join("owner");
    await seed.close();

    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const env = { PORT: String(port), DATA_DIR: folder, KITH_SECRET: secret ?? "", DATABASE_URL: databaseUrl ?? "" };
    const ann = new Person(url, token, { workspaceId, memberId });
    const ids: string[] = [];
    let child = await spawnServer(env);
    for (let round = 0; round < 3; round += 1) {
      // Killed a little later each time: before, during and after the commits of a stream of batches.
      const killing = sleep(20 + round * 60).then(() => child.kill("SIGKILL"));
      const batches = Array.from({ length: 5 }, () =>
        Array.from({ length: 15 }, () => {
          const note = aNote();
          ids.push(note.id);
          return ann.make("note.create", note);
        }),
      );
      let next = 0;
      for (; next < batches.length; next += 1) {
        try {
          await ann.send(batches[next] ?? []);
        } catch {
          break;
        }
      }
      await killing;
      if (child.exitCode === null && child.signalCode === null) await ended(child);
      child = await spawnServer(env);
      // As a client does: everything that was not acknowledged, again, from the first of it.
      for (const batch of batches.slice(next)) await ann.send(batch);
    }
    const { changes, pages } = await ann.pullAll();
    const notes = changes.filter((change) => change.entity === "note").map((change) => change.id);
    expect(notes.sort()).toEqual(ids.sort());
    expect(pages.at(-1)?.lastSequence).toBe(ann.sequence);

    const exit = ended(child);
    child.kill("SIGTERM");
    expect(await exit).toBe(0);
    await rm(folder, { recursive: true, force: true });
    await database.drop();
  });

  test("SIGTERM lets a push that is under way finish", async () => {
    const database = await create();
    const folder = await mkdtemp(join(tmpdir(), "kith-term-"));
    const { databaseUrl, secret } = database.config;
    const seed = withPeople(await startServer({ ...database.config, dataDir: folder }, database.options));
    const { token, workspaceId, memberId } = await seed.join("owner");
    await seed.close();
    const port = await freePort();
    const env = { PORT: String(port), DATA_DIR: folder, KITH_SECRET: secret ?? "", DATABASE_URL: databaseUrl ?? "" };
    const child = await spawnServer(env);
    const ann = new Person(`http://127.0.0.1:${port}`, token, { workspaceId, memberId });
    await ann.pull(null);
    const pushed = ann.send(Array.from({ length: 60 }, () => ann.make("note.create", aNote())));
    await sleep(60);
    const exit = ended(child);
    child.kill("SIGTERM");
    expect((await pushed).lastSequence).toBe(60);
    expect(await exit).toBe(0);
    if (kind === "pglite") {
      const again = await startServer({ ...database.config, dataDir: folder });
      await again.close();
    }
    await rm(folder, { recursive: true, force: true });
    await database.drop();
  });
});

test("a second server on the same folder is refused in one sentence", async () => {
  const [pglite] = databases;
  const database = await pglite?.create();
  const folder = await mkdtemp(join(tmpdir(), "kith-second-"));
  const first = await startServer({ dataDir: folder }, database?.options);
  await expect(startServer({ dataDir: folder })).rejects.toThrow(/^Another Kith server is using this data folder/u);
  await first.close();
  const next = await startServer({ dataDir: folder });
  await next.close();
  await rm(folder, { recursive: true, force: true });
});
