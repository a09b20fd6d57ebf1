// Cursors that die, lists that repeat, stop short or never end: the ledger still comes to what the mailbox holds.
import { afterEach, describe, expect, test } from "vitest";
import { anEvent, wires } from "../conformance/provider-world.ts";
import { createDatabase, expectTruth, openScene, type Scene } from "./engine-scene.ts";

describe.each(["google", "microsoft"] as const)("from %s", (vendor) => {
  let scene: Scene;
  const open = async () => {
    scene = await openScene(await createDatabase(vendor), vendor);
    return scene;
  };
  afterEach(async () => {
    expect(scene.google.faults.waiting + scene.microsoft.faults.waiting).toBe(0);
    await scene.close();
  });

  const kill = () => {
    if (vendor === "google") scene.google.expireHistory(scene.lena.address);
    else scene.microsoft.forget(scene.lena.address);
  };

  test("a cursor that has died is followed by a listing: nothing is lost, doubled or forgotten", async () => {
    const { world, lena, arrive, settle } = await open();
    for (let n = 0; n < 5; n += 1) arrive();
    const gone = arrive();
    await settle(lena);
    const before = await scene.activities();
    world.erase(lena.address, gone.id);
    arrive();
    kill();
    await settle(lena);
    await expectTruth({ ...scene, ravi: lena });
    const after = await scene.activities();
    for (const activity of before.filter(({ subject }) => subject !== gone.subject)) {
      expect(after).toContainEqual(activity);
    }
  });

  test("mail of before the beginning stays out also of a listing after a reset", async () => {
    const { world, arrive, settle } = await open();
    arrive({ at: "2024-06-01T00:00:00.000Z" });
    arrive();
    await settle(scene.lena);
    kill();
    await settle(scene.lena);
    expect(await scene.timeline()).toHaveLength(1);
    expect(world.mailbox(scene.lena.address).messages.size).toBe(2);
  });

  test("a vendor whose lists always die ends the turn and is tried again later, not for ever at once", async () => {
    const { lena, arrive, settle, turn } = await open();
    for (let n = 0; n < 3; n += 1) arrive();
    await settle(lena);
    for (let n = 0; n < 600; n += 1) arrive({ subject: `Many ${n}` });
    kill();
    scene.faults.add({ fault: wires[vendor].deadMail, url: /pageToken|skiptoken/, times: 20 });
    const at = Date.now();
    const ended = await turn(lena);
    expect(ended.isQuiet).toBe(false);
    expect(ended.nextAt?.toISOString() ?? "").toMatch(/^20/);
    expect(Date.now() - at).toBeLessThan(30_000);
    expect(scene.faults.waiting).toBeGreaterThan(10);
    scene.faults.clear();
    await settle(lena);
    await expectTruth({ ...scene, ravi: lena });
  }, 120_000);

  test("a calendar whose cursor has died keeps its meetings and loses only what is gone", async () => {
    const { world, lena, settle } = await open();
    const [stays, goes] = [anEvent(), anEvent()];
    for (const event of [stays, goes]) world.putEvent(event);
    await settle(lena);
    const [kept] = (await scene.meetings()).filter(({ title }) => title === stays.title);
    world.eraseEvent(lena.address, goes.id);
    if (vendor === "google") scene.google.expireSyncTokens(lena.address);
    else scene.microsoft.forget(lena.address);
    await settle(lena);
    expect(await scene.meetings()).toEqual([kept]);
  });
});
