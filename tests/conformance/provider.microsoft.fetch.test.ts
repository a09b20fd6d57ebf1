// Reading whole messages from Microsoft: many in one request, four at once, each answered for itself.
import { afterEach, expect, test } from "vitest";
import type { Access } from "../../server/providers/access.ts";
import type { Fetched, MailScope, MessageRef } from "../../server/providers/mail-provider.ts";
import type { MicrosoftOptions } from "../sandbox/microsoft/microsoft.ts";
import { openUnderTest } from "./provider-microsoft.ts";
import { aMessage, aWorld, longAgo, rep } from "./provider-world.ts";

const everything: MailScope = { since: longAgo, places: null };
const mine = rep.address;

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** A mailbox with so many messages, all of them listed. */
async function begin(count: number, options: Omit<MicrosoftOptions, "world"> = {}) {
  const world = aWorld("microsoft");
  const under = await openUnderTest(world, options);
  open.push(under);
  const access = under.accessOf(mine);
  const { mail } = under.vendor;
  for (let at = 0; at < count; at += 1) world.put(mine, aMessage({ id: `n${at}`, subject: `Number ${at}` }));
  const [inbox = ""] = await mail.listStreams(access, everything);
  const refs: MessageRef[] = [...(await mail.changes(access, inbox, null, everything)).upserted].reverse();
  under.microsoft.resetCounts();
  return { ...under, world, access, mail, inbox, refs };
}

const kindsOf = (fetched: readonly Fetched[]) => fetched.map((one) => one.kind);
const subjectOf = (fetched: Fetched | undefined) =>
  fetched?.kind === "message" ? fetched.message.subject : fetched?.kind;
const said = (code: string, message = code) => JSON.stringify({ error: { code, message } });

test("as many as go at once are fetched in a few requests, four at a time, whatever else is under way", async () => {
  const { access, mail, vendor, refs, microsoft } = await begin(80, { switches: { latencyMs: 5 } });
  expect(refs).toHaveLength(mail.fetchSize);
  const window = { from: "2026-03-01T00:00:00.000Z", to: "2026-06-01T00:00:00.000Z" };
  const [fetched] = await Promise.all([
    mail.fetch(access, refs),
    vendor.calendar.changes(access, null, window),
    vendor.calendar.listBusy(access, window),
  ]);
  expect(new Set(kindsOf(fetched))).toEqual(new Set(["message"]));
  expect(microsoft.maxConcurrent(mine)).toBe(4);
  expect(microsoft.throttled(mine)).toBe(0);
  expect(microsoft.counts.graph).toBe(6);
});

test("answers in any order are told apart", async () => {
  const { access, mail, refs } = await begin(30, { switches: { batchShuffled: true } });
  const fetched = await mail.fetch(access, refs);
  expect(fetched.map(subjectOf)).toEqual(refs.map((_, at) => `Number ${at}`));
});

test("a message that is gone takes none of those after it along", async () => {
  const { world, access, mail, refs } = await begin(20);
  world.erase(mine, "n4");
  world.move(mine, "n7", "trash");
  const fetched = await mail.fetch(access, refs);
  expect(kindsOf(fetched).filter((kind) => kind === "gone")).toHaveLength(2);
  expect(fetched.filter((one) => one.kind === "gone").map((one) => one.externalId)).toEqual([
    refs[4]?.externalId,
    refs[7]?.externalId,
  ]);
  expect(fetched.filter((one) => one.kind === "failed")).toEqual([]);
});

test("an answer that a batch lacks is asked for again", async () => {
  const { access, mail, refs, microsoft } = await begin(8, { switches: { batchGaps: 2 } });
  const fetched = await mail.fetch(access, refs);
  expect(fetched.map(subjectOf)).toEqual(refs.map((_, at) => `Number ${at}`));
  expect(microsoft.switches.batchGaps).toBe(0);
});

test("a part that is throttled says how long to wait, and nobody presses on", async () => {
  const { access, mail, refs, microsoft } = await begin(80, { switches: { retryAfterSeconds: 40 } });
  microsoft.switches.batchThrottled = 1;
  const fetched = await mail.fetch(access, refs);
  const failed = fetched.filter((one) => one.kind === "failed");
  expect(failed.length).toBeGreaterThan(1);
  for (const { error } of failed) expect(error).toMatchObject({ code: "rate_limited", retryAfterMs: 40_000 });
  expect(kindsOf(fetched).filter((kind) => kind === "message").length).toBe(80 - failed.length);
  expect(microsoft.requests(mine)).toBeLessThanOrEqual(80);
});

test("a message that the server stumbles over fails alone", async () => {
  const { access, mail, refs, faults } = await begin(20);
  const url = new RegExp(`/messages/${encodeURIComponent(refs[3]?.externalId ?? "")}`);
  faults.add({ url, fault: { kind: "status", status: 500, body: said("ErrorInternalServerError") }, times: 5 });
  const fetched = await mail.fetch(access, refs);
  expect(kindsOf(fetched).filter((kind) => kind === "message")).toHaveLength(19);
  expect(fetched[3]).toMatchObject({ kind: "failed", error: { code: "unavailable" } });
});

test("a message that makes no sense fails alone", async () => {
  const { access, mail, refs, faults } = await begin(6);
  const url = new RegExp(`/messages/${encodeURIComponent(refs[2]?.externalId ?? "")}`);
  const body = JSON.stringify({ id: refs[2]?.externalId, from: "nobody" });
  faults.add({ url, fault: { kind: "status", status: 200, body } });
  const fetched = await mail.fetch(access, refs);
  expect(fetched.map((one) => one.kind)).toEqual(["message", "message", "failed", "message", "message", "message"]);
});

test("a draft is nobody's mail, wherever it lies", async () => {
  const { access, mail, inbox, refs, faults } = await begin(2);
  const url = new RegExp(`/messages/${encodeURIComponent(refs[0]?.externalId ?? "")}`);
  const draft = {
    id: refs[0]?.externalId,
    isDraft: true,
    parentFolderId: inbox,
    createdDateTime: "2026-03-01T08:00:00Z",
  };
  faults.add({ url, fault: { kind: "status", status: 200, body: JSON.stringify(draft) } });
  expect(kindsOf(await mail.fetch(access, refs))).toEqual(["gone", "message"]);
});

test("one batch that is lost fails only what it asked for", async () => {
  const { access, mail, refs, faults } = await begin(80);
  faults.add({ url: /\$batch/, fault: { kind: "reset" } });
  const fetched = await mail.fetch(access, refs);
  expect(kindsOf(fetched).filter((kind) => kind === "failed")).toHaveLength(20);
  expect(kindsOf(fetched).filter((kind) => kind === "message")).toHaveLength(60);
});

test.each([
  ["cut", { kind: "reset" }, "unavailable"],
  ["never given", { kind: "hang" }, "unavailable"],
  ["half", { kind: "truncated" }, "unavailable"],
  ["a proxy's page", { kind: "status", status: 503, body: "<html></html>" }, "unavailable"],
  ["a proxy's page that says well", { kind: "status", status: 200, body: "<html></html>" }, "unavailable"],
  ["throttling", { kind: "status", status: 429, headers: { "retry-after": "9" } }, "rate_limited"],
  ["a refusal", { kind: "status", status: 403, body: said("ErrorAccessDenied") }, "forbidden"],
] as const)("when every answer is %s, so is the call", async (_, fault, code) => {
  const { access, mail, refs, faults } = await begin(8);
  faults.add({ url: /\$batch/, fault, times: 4 });
  await expect(mail.fetch(access, refs)).rejects.toMatchObject({ name: "AppError", code });
});

test("a token that runs out on the way is renewed once, and the rest asked again", async () => {
  const { access, mail, refs, microsoft } = await begin(40);
  microsoft.expireAccess(mine);
  const fetched = await mail.fetch(access, refs);
  expect(new Set(kindsOf(fetched))).toEqual(new Set(["message"]));
});

test("a token that ran out inside a batch is renewed as well", async () => {
  const { access, mail, refs, faults, renewed } = await begin(4);
  const url = new RegExp(`/messages/${encodeURIComponent(refs[0]?.externalId ?? "")}`);
  const body = said("InvalidAuthenticationToken");
  faults.add({ url, fault: { kind: "status", status: 401, body }, times: 2 });
  const fetched = await mail.fetch(access, refs);
  expect(new Set(kindsOf(fetched))).toEqual(new Set(["message"]));
  expect(renewed).toEqual([mine]);
});

test("a token that is refused for every part, and its successor too, is the rep's business", async () => {
  const { access, mail, refs, faults } = await begin(8);
  faults.add({
    url: /\/messages\//,
    fault: { kind: "status", status: 401, body: said("InvalidAuthenticationToken") },
    times: 99,
  });
  await expect(mail.fetch(access, refs)).rejects.toMatchObject({ code: "unauthenticated" });
});

test("each message costs one of the mailbox's budget, however many come in one request", async () => {
  const { access, mail, refs } = await begin(50);
  const units: number[] = [];
  const limiter: Access["limiter"] = {
    run: (cost, call) => {
      units.push(cost);
      return access.limiter.run(cost, call);
    },
  };
  await mail.fetch({ ...access, limiter }, refs);
  // And one for each folder and well-known name, to know which of them count.
  expect(units.reduce((sum, cost) => sum + cost, 0) - units.filter((cost) => cost === 1).length).toBe(50);
});

test("when the new token is refused as well, only the rep can help", async () => {
  const { access, mail, inbox, refs, faults } = await begin(8);
  faults.add({ url: /./, fault: { kind: "status", status: 401, body: said("InvalidAuthenticationToken") }, times: 99 });
  await expect(mail.fetch(access, refs)).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(mail.changes(access, inbox, null, everything)).rejects.toMatchObject({ code: "unauthenticated" });
});

test("what is under way ends when the mailbox's writer stops", async () => {
  const { access, mail, inbox, faults } = await begin(1);
  faults.add({ url: /delta/, fault: { kind: "hang" } });
  const stop = new AbortController();
  const under = mail.changes({ ...access, signal: stop.signal }, inbox, null, everything);
  setTimeout(() => stop.abort(), 50);
  await expect(under).rejects.toMatchObject({ code: "unavailable" });
});

test("bodies come as text, dates whole, threads under the page's names", async () => {
  const { world, access, mail, inbox } = await begin(0);
  world.put(mine, aMessage({ html: "<p>Marked up</p>", text: "Plain" }));
  const { upserted } = await mail.changes(access, inbox, null, everything);
  const [fetched] = await mail.fetch(access, upserted);
  if (fetched?.kind !== "message") throw new Error(fetched?.kind);
  const { message } = fetched;
  expect(message.body).toEqual({ kind: "text", content: "Plain" });
  expect(message.shownKeys).toEqual([]);
  expect(message.shownThreadKeys).toContain(`outlook:${message.threadExternalId}`);
});

test("mail below a folder in the trash is gone, though the folder was never listed", async () => {
  const { world, access, mail, refs } = await begin(2);
  world.addFolder(mine, "trash/Old");
  world.move(mine, "n1", "trash/Old");
  const fetched = await mail.fetch(access, refs);
  expect(kindsOf(fetched)).toEqual(["message", "gone"]);
});
