// The feed's order is the order of commits, and the stream says at once that there is something in it.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { entities } from "#shared/crm/index.ts";
import type { Note } from "#shared/crm/note.ts";
import { stamped } from "#shared/crud.ts";
import { contextOf } from "#shared/mutation.ts";
import { transact } from "../../server/store/database.ts";
import { PrismaTx } from "../../server/store/prisma-tx.ts";
import { advanceWorkspace, lockWorkspace } from "../../server/store/workspace.ts";
import { databases, type TestDatabase } from "../conformance/tx-databases.ts";
import { aNote, openServer, type Person, type TestServer } from "./server-people.ts";

describe.each(databases)("on $kind", ({ create }) => {
  let database: TestDatabase;
  let server: TestServer;
  let ann: Person;
  beforeAll(async () => {
    database = await create();
    server = await openServer(database);
    ann = await server.join("owner");
  });
  afterAll(async () => {
    await server?.close();
    await database?.drop();
  });

  /** A transaction that has taken its position and written, but waits before it commits. */
  function writeSlowly(id: string) {
    const written = Promise.withResolvers<void>();
    const commit = Promise.withResolvers<void>();
    const { workspaceId, memberId } = ann;
    const done = transact(server.database, { workspaceId }, async (prisma) => {
      const version = (await lockWorkspace(prisma, workspaceId)) + 1n;
      const context = contextOf(id, { memberId, role: "owner" }, new Date().toISOString());
      const own = { text: "slow", contactId: null, companyId: null };
      await new PrismaTx(prisma, workspaceId, version).put(entities.note, stamped<Note>(id, own, context));
      await advanceWorkspace(prisma, workspaceId, version);
      written.resolve();
      await commit.promise;
    });
    return { written: written.promise, commit: commit.resolve, done };
  }

  test("a slow transaction that began first is not lost to a client that pulls in between", async () => {
    const start = (await ann.pullAll()).cursor;
    const [slowId, fast] = [randomUUID(), aNote()];
    const slow = writeSlowly(slowId);
    await slow.written;
    const pushed = ann.push("note.create", fast);
    // PGlite is one connection: there a pull waits for the transaction, too.
    const between = server.database.kind === "postgres" ? await ann.pull(start) : null;
    setTimeout(slow.commit, 100);
    await Promise.all([slow.done, pushed]);
    const after = await ann.pullAll(between?.cursor ?? start);
    const seen = [...(between?.changes ?? []), ...after.changes].map((change) => change.id);
    expect(between?.changes ?? []).toEqual([]);
    expect(seen).toEqual([slowId, fast.id]);
  });

  test("clients that pull while others push miss nothing", async () => {
    const writers = await Promise.all([1, 2, 3, 4].map(() => server.join("rep", ann.workspaceId)));
    const start = (await ann.pullAll()).cursor;
    const ids = new Set<string>();
    let writing = true;
    const seen: string[] = [];
    const reading = (async () => {
      let cursor = start;
      for (let last = false; !last; ) {
        last = !writing;
        const page = await ann.pullAll(cursor);
        seen.push(...page.changes.filter((change) => change.entity === "note").map((change) => change.id));
        cursor = page.cursor;
      }
    })();
    await Promise.all(
      writers.map(async (writer) => {
        for (let round = 0; round < 8; round += 1) {
          const notes = [aNote(), aNote(), aNote()];
          for (const note of notes) ids.add(note.id);
          await writer.send(notes.map((note) => writer.make("note.create", note)));
        }
      }),
    );
    writing = false;
    await reading;
    expect(seen.sort()).toEqual([...ids].sort());
  });

  test("a colleague's stream is nudged by a change, and beats while nothing happens", async () => {
    const bob = await server.join("rep", ann.workspaceId);
    const stream = await openStream(bob);
    await ann.push("note.create", aNote());
    expect(await stream.next((line) => line.startsWith("data:"))).toMatch(/^data: \{"version":"\d+"\}$/u);
    expect(await stream.next((line) => line === ": ")).toBe(": ");
    stream.close();
  });

  test("another workspace's stream hears nothing", async () => {
    const other = await server.join("owner");
    const stream = await openStream(other);
    await ann.push("note.create", aNote());
    await other.push("note.create", aNote());
    const [line] = [await stream.next((text) => text.startsWith("data:"))];
    expect(line).toBe(`data: {"version":"${(await other.pull(null)).cursor.split(":")[1]}"}`);
    stream.close();
  });

  test("a stream ends with its session, and with its member's place", async () => {
    const bob = await server.join("rep", ann.workspaceId);
    const stream = await openStream(bob);
    await bob.call("POST", "/api/auth/sign-out");
    await stream.ended;
    const carl = await server.join("rep", ann.workspaceId);
    const second = await openStream(carl);
    await ann.push("member.setDisabled", { id: carl.memberId, disabled: true });
    await second.ended;
  });

  test("nobody holds more than twenty streams; the oldest goes", async () => {
    const bob = await server.join("rep", ann.workspaceId);
    const streams = [];
    for (let count = 0; count < 21; count += 1) streams.push(await openStream(bob));
    await streams[0]?.ended;
    await ann.push("note.create", aNote());
    expect(await streams[1]?.next((line) => line.startsWith("data:"))).toBeDefined();
    for (const stream of streams) stream.close();
  });
});

async function openStream(person: Person) {
  const controller = new AbortController();
  const response = await fetch(`${person.url}/api/sync/stream`, { headers: person.headers, signal: controller.signal });
  const lines: string[] = [];
  const wake = new Set<() => void>();
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      lines.push(...decoder.decode(chunk, { stream: true }).split("\n").filter(Boolean));
      for (const notify of wake) notify();
    }
  })();
  return {
    ended: reading,
    close: () => {
      reading.catch(() => undefined);
      controller.abort();
    },
    async next(isWanted: (line: string) => boolean): Promise<string> {
      for (;;) {
        const at = lines.findIndex(isWanted);
        if (at >= 0) return lines.splice(at, 1)[0] ?? "";
        await new Promise<void>((resolve) => {
          const notify = () => {
            wake.delete(notify);
            resolve();
          };
          wake.add(notify);
        });
      }
    },
  };
}
