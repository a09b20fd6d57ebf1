// Vendors say that something is new: then it is here within seconds. They say nothing, or lose it: polling finds it.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { vendorNames } from "../../server/providers/vendor.ts";
import { databases, type TestDatabase } from "../conformance/tx-databases.ts";
import { type Followed, openPushStage, type PushStage } from "./push-stage.ts";

const DAY_MS = 24 * 60 * 60_000;
/** Far less than the hour until the next poll. */
const soon = { timeout: 20_000, interval: 100 };
const away = { kind: "status", status: 503 } as const;
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 2_500));

describe.each(databases)("on $kind", ({ create }) => {
  let database: TestDatabase;
  let stage: PushStage;
  beforeAll(async () => {
    database = await create();
    stage = await openPushStage(database);
  }, 60_000);
  afterAll(async () => {
    await stage?.close();
    await database?.drop();
  });

  const hint = async (vendor: string, { rep }: Followed, of: string) => {
    // Google's stand-in tells by itself.
    if (vendor === "microsoft") await stage.vendors.microsoft.notify(rep.email, { kind: "created", of });
  };

  test.each(vendorNames)(
    "mail at %s is found within seconds of the hint, though polling is an hour away",
    async (vendor) => {
      const box = await stage.follow(vendor);
      const { pushIds, pushSecretHash, pushEndsAt } = await box.row();
      expect(pushIds.length).toBeGreaterThan(0);
      expect(pushEndsAt?.getTime()).toBeGreaterThan(Date.now() + 2 * DAY_MS);
      expect(pushSecretHash === null).toBe(vendor === "google");
      const acknowledged = stage.acknowledged();
      for (const subject of ["One", "Two", "Three"]) {
        await hint(vendor, box, box.write(subject));
        await expect.poll(() => box.subjects(), soon).toContain(subject);
      }
      if (vendor === "google") expect(stage.acknowledged()).toBeGreaterThan(acknowledged + 1);
      const nextAt = async () => (await box.row()).nextAt?.getTime();
      await expect.poll(nextAt, soon).toBeGreaterThan(Date.now() + 3_000_000);
    },
  );

  test.each(vendorNames)("mail at %s whose hint was lost is found by polling", async (vendor) => {
    const box = await stage.follow(vendor);
    if (vendor === "google") stage.vendors.google.faults.add({ url: /:pull$/u, times: 1_000, fault: away });
    // What was hinted at before is followed first: a watch speaks up as soon as it is made.
    await aMoment();
    box.write("Unheard");
    await aMoment();
    expect(await box.subjects()).toEqual([]);
    await box.set({ nextAt: new Date() });
    await expect.poll(() => box.subjects(), soon).toEqual(["Unheard"]);
    stage.vendors.google.faults.clear();
  });

  test.each(vendorNames)("the watch at %s is renewed at half of its life, daily at least", async (vendor) => {
    const box = await stage.follow(vendor);
    const { pushIds, pushDueAt, pushEndsAt } = await box.row();
    const dueMs = (pushDueAt?.getTime() ?? 0) - Date.now();
    expect(dueMs).toBeGreaterThan(DAY_MS - 60_000);
    expect(dueMs).toBeLessThanOrEqual(Math.min(DAY_MS, ((pushEndsAt?.getTime() ?? 0) - Date.now()) / 2));
    await box.set({ pushDueAt: new Date(Date.now() - 1_000), pushEndsAt: new Date(Date.now() + DAY_MS) });
    await box.rep.call("POST", `${box.path}/sync`);
    await expect
      .poll(async () => (await box.row()).pushEndsAt?.getTime(), soon)
      .toBeGreaterThan(Date.now() + 2 * DAY_MS);
    expect((await box.row()).pushIds).toEqual(pushIds);
  });

  test.each(vendorNames)("a watch at %s that has ended is begun anew", async (vendor) => {
    const box = await stage.follow(vendor);
    await box.set({ pushDueAt: new Date(0), pushEndsAt: new Date(0) });
    await box.rep.call("POST", `${box.path}/sync`);
    await expect
      .poll(async () => (await box.row()).pushEndsAt?.getTime(), soon)
      .toBeGreaterThan(Date.now() + 2 * DAY_MS);
    await hint(vendor, box, box.write("Again"));
    await expect.poll(() => box.subjects(), soon).toEqual(["Again"]);
    if (vendor === "microsoft") expect(stage.vendors.microsoft.subscriptions(box.rep.email)).toHaveLength(2);
  });

  test("a subscription that was removed is made anew, and what came meanwhile is found", async () => {
    const { microsoft } = stage.vendors;
    const box = await stage.follow("microsoft");
    const before = await box.row();
    box.write("Meanwhile");
    await microsoft.notify(box.rep.email, { kind: "subscriptionRemoved" });
    await expect.poll(() => box.subjects(), soon).toEqual(["Meanwhile"]);
    const after = await box.row();
    expect(after.pushSecretHash).not.toBe(before.pushSecretHash);
    expect(microsoft.subscriptions(box.rep.email).map(({ id }) => id)).toEqual(after.pushIds);
    await hint("microsoft", box, box.write("Later"));
    await expect.poll(() => box.subjects(), soon).toContain("Later");
  });

  test("a subscription that asks for it is authorized again, and one that has missed something is looked into", async () => {
    const { microsoft } = stage.vendors;
    const box = await stage.follow("microsoft");
    const { pushIds } = await box.row();
    await microsoft.notify(box.rep.email, { kind: "reauthorizationRequired" });
    const areAuthorized = () => microsoft.subscriptions(box.rep.email).every(({ isAuthorized }) => isAuthorized);
    await expect.poll(areAuthorized, soon).toBe(true);
    expect((await box.row()).pushIds).toEqual(pushIds);
    box.write("Missed");
    await microsoft.notify(box.rep.email, { kind: "missed" });
    await expect.poll(() => box.subjects(), soon).toEqual(["Missed"]);
  });

  test.each(vendorNames)("%s refuses the watch: the mailbox is followed all the same", async (vendor) => {
    const { [vendor]: standIn } = stage.vendors;
    const url = vendor === "google" ? /\/watch/u : /\/subscriptions/u;
    standIn.faults.add({ url, times: 1_000, fault: { kind: "status", status: 403 } });
    const box = await stage.follow(vendor);
    expect(await box.view()).toMatchObject({ state: "current", problem: null });
    expect((await box.row()).pushIds).toEqual([]);
    standIn.faults.clear();
  });

  test.each(vendorNames)("disconnecting ends the watch at %s", async (vendor) => {
    const { google, microsoft } = stage.vendors;
    const box = await stage.follow(vendor);
    const isWatched = () =>
      vendor === "google" ? google.isWatched(box.rep.email) : microsoft.subscriptions(box.rep.email).length > 0;
    expect(isWatched()).toBe(true);
    expect((await box.rep.call("DELETE", box.path)).status).toBe(200);
    expect(isWatched()).toBe(false);
    expect((await box.row()).pushIds).toEqual([]);
  });
});
