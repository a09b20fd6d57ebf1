// Meetings that Kith makes at Microsoft, and when the rep is busy there.
import { afterEach, expect, test } from "vitest";
import type { EventDraft, Window } from "../../server/providers/calendar-provider.ts";
import type { WorldEvent } from "../sandbox/mailboxes/world.ts";
import { openUnderTest } from "./provider-microsoft.ts";
import { anEvent, aWorld, colleague, customer, rep } from "./provider-world.ts";

const spring: Window = { from: "2026-03-01T00:00:00.000Z", to: "2026-06-01T00:00:00.000Z" };
const mine = rep.address;

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function begin() {
  const world = aWorld("microsoft");
  const under = await openUnderTest(world);
  open.push(under);
  return { ...under, world, access: under.accessOf(mine), calendar: under.vendor.calendar };
}

const aRequest = (given: Partial<EventDraft> = {}): EventDraft => ({
  requestId: "0198a0c0-0000-7000-8000-000000000001",
  title: "Demo",
  startsAt: "2026-04-15T08:00:00.000Z",
  endsAt: "2026-04-15T08:45:00.000Z",
  timeZone: "Europe/Berlin",
  description: "",
  location: null,
  attendees: [colleague],
  wantsVideo: false,
  ...given,
});

test("a meeting keeps the clock of its zone, and of a zone nobody knows the UTC one", async () => {
  const { world, calendar, access } = await begin();
  await calendar.schedule(access, aRequest());
  await calendar.schedule(access, aRequest({ requestId: "other", timeZone: "Mars/Olympus_Mons" }));
  const made = [...world.mailbox(mine).events.values()].map(({ start, timeZone }) => `${start} ${timeZone}`);
  expect(made).toEqual(["2026-04-15T10:00:00 Europe/Berlin", "2026-04-15T08:00:00 UTC"]);
});

test.each([
  [409, "Conflict", "unavailable"],
  [400, "ErrorDuplicateTransactionId", "invalid"],
])("a repeated request that Microsoft refuses (%i %s) finds the event of the first", async (status, said, code) => {
  const { calendar, access, faults, world } = await begin();
  world.putEvent(anEvent({ start: "2026-04-15T10:00:00", end: "2026-04-15T11:00:00" }));
  const first = await calendar.schedule(access, aRequest());
  const body = JSON.stringify({ error: { code: said, message: said } });
  faults.add({ url: /\/events$/, fault: { kind: "status", status, body }, times: 2 });
  expect(await calendar.schedule(access, aRequest())).toEqual(first);
  await expect(calendar.schedule(access, aRequest({ requestId: "other" }))).rejects.toMatchObject({ code });
});

test("who is free, works elsewhere or has declined is not busy", async () => {
  const { world, calendar, access } = await begin();
  const on = (day: string, given: Partial<WorldEvent>) =>
    world.putEvent(anEvent({ start: `${day}T09:00:00`, end: `${day}T10:00:00`, ...given }));
  on("2026-04-01", { kind: "birthday", attendees: [] });
  on("2026-04-02", { kind: "place", attendees: [] });
  on("2026-04-03", { organizer: customer, attendees: [{ person: rep, answer: "declined" }] });
  on("2026-04-07", { kind: "away", attendees: [] });
  expect(await calendar.listBusy(access, spring)).toEqual([
    { from: "2026-04-07T07:00:00.000Z", to: "2026-04-07T08:00:00.000Z" },
  ]);
});
