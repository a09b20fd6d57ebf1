// Processes that follow mailboxes, killed with -9 at any moment, and two of them at once.
import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { colleague, customer, rep } from "../conformance/provider-world.ts";
import { databases, type TestDatabase } from "../conformance/tx-databases.ts";
import { caFile } from "../sandbox/mailboxes/certificate.ts";
import { expireLeases, portrait } from "./engine-mortal.ts";
import { expectTruth, openScene, type Scene } from "./engine-scene.ts";
import type { TurnsOrder } from "./engine-turns.ts";
import { Random } from "./engine-world.ts";

const script = fileURLToPath(new URL("./engine-turns.ts", import.meta.url));
const running = new Set<ChildProcess>();

async function spawnTurns(scene: Scene, place: TestDatabase): Promise<ChildProcess> {
  const { lena, ravi, google, microsoft } = scene;
  const scopes = ["google", "microsoft"].map((name) =>
    scene.engine.vendors.get(name)?.oauth.scopesFor(["identity", "mail", "send", "calendar"]),
  );
  const order: TurnsOrder = {
    databaseUrl: place.config.databaseUrl ?? "",
    secret: place.config.secret ?? "",
    workspaceId: scene.workspaceId,
    now: scene.world.now,
    google: { apiRoot: google.apiRoot, oauthRoot: google.oauthRoot },
    microsoft: { apiRoot: microsoft.graphRoot, oauthRoot: microsoft.loginRoot },
    tokens: {
      [lena.mailboxId]: google.tokens.accessToken(lena.address, scopes[0] ?? []),
      [ravi.mailboxId]: microsoft.access(ravi.address, scopes[1] ?? []),
    },
  };
  const env = { PATH: process.env.PATH ?? "", NODE_EXTRA_CA_CERTS: await caFile(), KITH_TURNS: JSON.stringify(order) };
  const child = spawn(process.execPath, [script], { env, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  child.once("exit", () => running.delete(child));
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (said.includes("ready")) resolve();
    });
  }
  child.once("exit", (code) => reject(new Error(`It ended with ${code}: ${said}`)));
  await promise;
  return child;
}

const ended = async (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null || child.signalCode !== null
    ? child.exitCode
    : new Promise((resolve) => child.once("exit", resolve));

const place = databases.find(({ kind }) => kind === "postgres");

describe.runIf(place)("on postgres", () => {
  let scene: Scene;
  let database: TestDatabase;
  afterEach(async () => {
    for (const child of running) child.kill("SIGKILL");
    await scene.close();
  });

  const open = async () => {
    if (!place) throw new Error("No PostgreSQL");
    database = await place.create();
    scene = await openScene(database, "google");
    for (let n = 0; n < 150; n += 1) {
      scene.arrive({ to: n % 3 === 0 ? [rep, colleague] : [n % 2 === 0 ? rep : colleague] });
      if (n % 5 === 0) scene.arrive({ from: rep, to: [customer], cc: [colleague] });
    }
  };

  test("a process that is killed with -9, again and again, loses nothing and doubles nothing", async () => {
    await open();
    const random = new Random(7);
    for (let life = 0; life < 6; life += 1) {
      const child = await spawnTurns(scene, database);
      await sleep(random.below(350));
      child.kill("SIGKILL");
      await ended(child);
      await expireLeases(scene);
    }
    const last = await spawnTurns(scene, database);
    expect(await ended(last)).toBe(0);
    await expectTruth(scene);
    const before = await portrait(scene);
    await scene.settle(scene.lena);
    await scene.settle(scene.ravi);
    expect(await portrait(scene)).toEqual(before);
  }, 120_000);

  test("two processes at once, one of them killed, are as good as one", async () => {
    await open();
    const both = await Promise.all([spawnTurns(scene, database), spawnTurns(scene, database)]);
    await sleep(150);
    both[0]?.kill("SIGKILL");
    await expireLeases(scene);
    const third = await spawnTurns(scene, database);
    expect(await Promise.all([both[1] as ChildProcess, third].map(ended))).toEqual([0, 0]);
    await expectTruth(scene);
  }, 120_000);
});
