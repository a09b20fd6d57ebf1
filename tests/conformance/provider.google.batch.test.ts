// Gmail's batches: counted one by one, failing one by one, in any order.
import { describe, expect, test } from "vitest";
import type { MessageRef } from "../../server/providers/mail-provider.ts";
import { googleFault } from "../sandbox/google/errors.ts";
import { fill, googleStages, type OpenedGoogle } from "./google/open.ts";
import { everything, shownIn } from "./mail/changes.ts";
import { failureOf, rep } from "./provider-world.ts";

describe("a batch to Gmail", () => {
  const open = googleStages();

  const listed = async (stage: OpenedGoogle, count = 8) => {
    fill(stage, count);
    return stage.mirror.list(everything);
  };
  const kinds = async ({ vendor, access }: OpenedGoogle, refs: readonly MessageRef[]) => {
    const answers = await vendor.mail.fetch(access, refs);
    const codes = answers.map((one) => (one.kind === "failed" ? (one.error as { code?: string }).code : one.kind));
    return codes.sort();
  };
  const all = (count: number, kind = "message") => Array.from({ length: count }, () => kind);

  test("in another order is the same", async () => {
    const stage = await open();
    const refs = await listed(stage);
    stage.google.switches.batch.reorder = true;
    const answers = await stage.vendor.mail.fetch(stage.access, refs);
    const bySubject = answers.map((one) => one.kind === "message" && one.message.subject);
    expect(bySubject.sort()).toEqual(shownIn(stage.world));
  });

  test("with a part missing leaves that message for another try", async () => {
    const stage = await open();
    const refs = await listed(stage);
    stage.google.switches.batch.dropped = 2;
    expect(await kinds(stage, refs)).toEqual([...all(6), ...all(2, "unavailable")]);
  });

  test("with too many at once keeps what it has, and pauses", async () => {
    const stage = await open();
    const refs = await listed(stage, 25);
    stage.google.switches.batch.concurrency = 6;
    expect(await kinds(stage, refs)).toEqual([...all(6), ...all(19, "rate_limited")]);
    stage.google.switches.batch.concurrency = null;
    expect(await kinds(stage, refs)).toEqual(all(25));
  });

  test("whose token ends in the middle is asked for once more with another", async () => {
    const stage = await open();
    const refs = await listed(stage);
    const inner = new RegExp(
      `/messages/(${refs
        .slice(2, 5)
        .map(({ externalId }) => externalId)
        .join("|")})`,
    );
    stage.faults.add({ url: inner, fault: googleFault("authError"), times: 3 });
    expect(await kinds(stage, refs)).toEqual(all(8));
    stage.faults.add({ url: inner, fault: googleFault("authError"), times: 6 });
    expect((await failureOf(stage.vendor.mail.fetch(stage.access, refs))).code).toBe("unauthenticated");
  });

  test("that one call spoils is found out by halves", async () => {
    const stage = await open();
    const refs = await listed(stage);
    stage.faults.add({ url: /\/batch\//, fault: googleFault("badRequest"), times: 3 });
    expect(await kinds(stage, refs)).toEqual(all(8));
    stage.faults.add({ url: /\/batch\//, fault: googleFault("badRequest"), times: 15 });
    expect(await kinds(stage, refs)).toEqual(all(8, "invalid"));
    expect(stage.faults.waiting).toBe(0);
  });

  test("refused later keeps what was paid for, and closed by an administrator keeps nothing", async () => {
    const stage = await open();
    const refs = await listed(stage, 25);
    stage.faults.add({ url: /\/batch\//, fault: googleFault("userRateLimitExceeded"), after: 1 });
    expect(await kinds(stage, refs)).toEqual([...all(8), ...all(17, "rate_limited")]);
    stage.google.switches.policies.set(rep.address, { reason: "domainPolicy", api: "gmail" });
    expect((await failureOf(stage.vendor.mail.fetch(stage.access, refs))).code).toBe("forbidden");
  });

  test("of a thread asks again for what the thread no longer holds", async () => {
    const stage = await open();
    const refs = await listed(stage);
    const { google } = stage;
    const moved = refs.map((ref) => ({ ...ref, threadExternalId: refs[0]?.threadExternalId ?? null }));
    expect(await kinds(stage, moved)).toEqual(all(8));
    const lost = refs.map((ref) => ({ ...ref, threadExternalId: "18f438e906b36dac" }));
    expect(await kinds(stage, lost)).toEqual(all(8));
    expect(google.calls(rep.address, "gmail.users.messages.get")).toBe(15);
  });
});
