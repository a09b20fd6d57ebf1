// A backlog of many mailboxes, in two processes: each gets its turns, one that is refused or waits holds up nobody.
import { describe, expect, test } from "vitest";
import { startJobs } from "../../server/jobs/jobs.ts";
import { aMessage, worldBegin } from "../conformance/provider-world.ts";
import { databases } from "../conformance/tx-databases.ts";
import { World } from "../sandbox/mailboxes/world.ts";
import { openStage, type Rep } from "./engine-stage.ts";

const MAILBOXES = 12;

describe.each(databases)("on $kind", ({ create }) => {
  test("many mailboxes come to rest beside one that is paused, one that is refused and one that fails", async () => {
    const world = new World(worldBegin);
    const people = Array.from({ length: MAILBOXES }, (_, n) => ({
      vendor: n % 2 === 0 ? ("google" as const) : ("microsoft" as const),
      name: `Rep ${n}`,
      address: `rep${n}@kontor.example`,
    }));
    for (const person of people) world.addMailbox(person);
    const stage = await openStage(await create(), world, { pollMs: 600_000, isUnhurried: true });
    const reps: Rep[] = [];
    for (const { address } of people) reps.push(await stage.addRep(address));
    const [first] = reps;
    if (!first) throw new Error("No mailbox");
    await stage.addContact(first.memberId, { name: "Anna", address: "anna@norvik.example" });
    for (const person of people) for (let n = 0; n < 4; n += 1) world.send(aMessage({ to: [person] }));
    const every = (status: number, mailbox: string) => {
      const headers: Record<string, string> = status === 429 ? { "retry-after": "7200" } : {};
      const rule = { fault: { kind: "status" as const, status, headers }, url: /./, mailbox, times: 1_000 };
      stage.google.faults.add(rule);
      stage.microsoft.faults.add(rule);
    };
    every(429, people[0]?.address ?? "");
    every(500, people[1]?.address ?? "");
    every(401, people[2]?.address ?? "");

    const processes = [await startJobs(stage.engine), await startJobs(stage.engine)];
    const well = reps.slice(3);
    const areDone = async () => {
      const boxes = await Promise.all(well.map((rep) => stage.mailbox(rep)));
      return boxes.every(({ lastSuccessAt }) => lastSuccessAt !== null);
    };
    await expect.poll(areDone, { timeout: 50_000, interval: 200 }).toBe(true);
    for (const one of processes) await one.stop();
    expect(await stage.activities()).toHaveLength(well.length * 4);
    const [paused, failing, refused] = await Promise.all(reps.slice(0, 3).map((rep) => stage.mailbox(rep)));
    expect(paused?.retryAt?.getTime()).toBeGreaterThan(Date.parse(worldBegin) + 7_000_000);
    expect(failing).toMatchObject({ lastSuccessAt: null });
    expect(failing?.failures).toBeGreaterThan(0);
    expect(refused).toMatchObject({ nextAt: null });
    expect(refused?.reconnect).not.toBeNull();
    await stage.close();
  }, 120_000);
});
