// What only Microsoft does to a mailbox that is followed: folders, moves told in halves, links that die, and meetings.
import { afterAll, beforeAll, expect, test } from "vitest";
import { anEvent, wires } from "../conformance/provider-world.ts";
import { calm, type Death } from "../sandbox/microsoft/switches.ts";
import { createDatabase, day, expectTruth, openScene, rowsOf, type Scene } from "./engine-scene.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await openScene(await createDatabase("microsoft"), "microsoft");
  scene.world.addFolder(scene.lena.address, "Customers");
});
afterAll(() => scene?.close());

const settleBoth = async () => {
  await scene.settle(scene.lena);
  await scene.settle(scene.ravi);
};
const activityOf = async (subject: string) =>
  (await scene.activities()).filter((activity) => activity.subject === subject);

test.each(["together", "removedFirst", "createdFirst"] as const)(
  "a message that moves, told %s, never leaves the timeline",
  async (moves) => {
    const { world, lena, microsoft } = scene;
    const message = scene.arrive();
    await settleBoth();
    const before = await activityOf(message.subject);
    expect(before).toHaveLength(1);
    microsoft.switches.moves = moves;
    for (const folder of ["Customers", "archive", "inbox", "Customers"]) {
      world.move(lena.address, message.id, folder);
      await scene.turn(lena);
      expect(await activityOf(message.subject), `moved to ${folder}`).toEqual(before);
    }
    await scene.turn(lena);
    await settleBoth();
    expect(await activityOf(message.subject)).toEqual(before);
    // And it is followed where it lies now.
    world.move(lena.address, message.id, "trash");
    await settleBoth();
    await scene.turn(lena);
    microsoft.switches.moves = "together";
    await settleBoth();
    expect(await activityOf(message.subject)).toEqual([]);
    await expectTruth(scene);
  },
);

test("a folder that is deleted takes its messages with it, and not those that were moved out before", async () => {
  const { world, lena } = scene;
  world.addFolder(lena.address, "Old");
  const [goes, stays] = [scene.arrive(), scene.arrive()];
  for (const message of [goes, stays]) world.move(lena.address, message.id, "Old");
  await settleBoth();
  await expectTruth(scene);
  world.move(lena.address, stays.id, "archive");
  world.removeFolder(lena.address, "Old");
  await settleBoth();
  expect(await activityOf(goes.subject)).toEqual([]);
  expect(await activityOf(stays.subject)).toHaveLength(1);
  await expectTruth(scene);
});

test("replays, repeats, empty pages, lost links and gaps in batches change nothing", async () => {
  const { world, lena, microsoft } = scene;
  const odd = { replays: 20, repeats: true, emptyPages: true, lostLinks: 2, batchShuffled: true, batchGaps: 2 };
  Object.assign(microsoft.switches, odd);
  const messages = Array.from({ length: 25 }, () => scene.arrive());
  await settleBoth();
  for (const [n, message] of messages.entries()) {
    if (n % 3 === 0) world.move(lena.address, message.id, "archive");
    if (n % 5 === 0) world.erase(lena.address, message.id);
  }
  world.move(lena.address, messages[3]?.id ?? "", "inbox");
  await settleBoth();
  await expectTruth(scene);
  await settleBoth();
  Object.assign(microsoft.switches, calm);
  await settleBoth();
  await expectTruth(scene);
});

const deaths: Death[] = ["gone", "badRequest", "location", "resync"];
test.each(deaths)("a link that dies (%s), between rounds or in the middle of one, costs only a listing", async (as) => {
  const { world, lena, microsoft } = scene;
  const gone = scene.arrive();
  await settleBoth();
  const before = await scene.activities();
  const address = lena.address;
  microsoft.expire({ on: "deltaLink", as, address, times: 2 });
  microsoft.expire({ on: "nextLink", as, address });
  microsoft.switches.emptyPages = true;
  world.erase(address, gone.id);
  const fresh = scene.arrive();
  await settleBoth();
  microsoft.switches.emptyPages = false;
  await expectTruth(scene);
  const after = await scene.activities();
  const kept = before.filter(({ subject }) => subject !== gone.subject);
  expect(after.filter(({ subject }) => subject !== fresh.subject)).toEqual(kept);
});

test("a mailbox that names no folders for once loses nothing by it", async () => {
  const { lena, faults } = scene;
  scene.arrive();
  await settleBoth();
  const before = await scene.activities();
  const body = JSON.stringify({ value: [] });
  faults.add({ fault: { kind: "status", status: 200, body }, url: /\/mailFolders\?/, mailbox: lena.address });
  expect(await scene.turn(lena)).toMatchObject({ isQuiet: false });
  expect(await scene.activities()).toEqual(before);
  await settleBoth();
  expect(await scene.activities()).toEqual(before);
});

test("never more than four requests at once, mail and calendar together", async () => {
  const { lena, microsoft } = scene;
  microsoft.resetCounts();
  microsoft.switches.latencyMs = 5;
  for (let n = 0; n < 60; n += 1) scene.arrive();
  scene.world.putEvent(anEvent({ recurrence: { every: "day", interval: 1, count: 20 } }));
  await settleBoth();
  microsoft.switches.latencyMs = 0;
  expect(microsoft.maxConcurrent(lena.address)).toBeGreaterThan(1);
  expect(microsoft.maxConcurrent(lena.address)).toBeLessThanOrEqual(4);
  await expectTruth(scene);
});

test("a meeting of long ago that somebody touches is called removed, and stays on the timeline", async () => {
  const { world } = scene;
  const past = anEvent({ start: "2026-03-10T10:00:00", end: "2026-03-10T11:00:00" });
  world.putEvent(past);
  await settleBoth();
  const of = async () => (await scene.meetings()).filter(({ title }) => title.startsWith(past.title));
  expect(await of()).toHaveLength(1);
  scene.pass(45 * day);
  await settleBoth();
  expect(await of()).toHaveLength(1);
  past.location = "Another room";
  world.putEvent(past);
  await settleBoth();
  expect(await of()).toHaveLength(1);
});

test("a message the changes never told of is found at night, and one that is in another folder than thought", async () => {
  const { lena } = scene;
  const [missed, astray] = [scene.arrive({ at: scene.world.now }), scene.arrive({ at: scene.world.now })];
  await settleBoth();
  const where = `where "mailboxId" = $1::uuid and "subject" = $2`;
  await rowsOf(scene, `delete from "mail_item" ${where}`, lena.mailboxId, missed.subject);
  const other = await rowsOf<{ key: string }>(
    scene,
    `select "key" from "mail_stream" where "mailboxId" = $1::uuid and "kind" = 'mail' and "key" not in (
       select "streamKey" from "mail_item" ${where}) limit 1`,
    lena.mailboxId,
    astray.subject,
  );
  const move = `update "mail_item" set "streamKey" = $3 ${where}`;
  await rowsOf(scene, move, lena.mailboxId, astray.subject, other[0]?.key);
  scene.pass(day + 1);
  await settleBoth();
  await expectTruth(scene);
  scene.world.erase(lena.address, astray.id);
  await settleBoth();
  await expectTruth(scene);
  expect(wires.microsoft.mailDelta).toBeDefined();
});
