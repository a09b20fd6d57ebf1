// How much Microsoft takes at a time, and how it goes wrong.
import { expect, test, vi } from "vitest";
import { graphFault, htmlOutage } from "./graph-error.ts";
import { allScopes, aMessage, immutable, type Json, lena, ravi, stage } from "./stage.ts";

const begin = stage();
const march = "/me/calendarView?startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-04-01T00:00:00Z";

interface Part {
  id: string;
  status: number;
  headers: Record<string, string>;
  body: Json & { error?: { code: string } };
}

test("a fifth request at once is refused, mail and calendar counted together, mailboxes apart", async () => {
  const { microsoft, ask, clientOf } = await begin({ switches: { latencyMs: 300 } });
  const paths = ["/me/messages", "/me/mailFolders", march, "/me/messages", march];
  const settled = await Promise.allSettled([
    ...paths.map((path) => ask(path).get()),
    clientOf(ravi.address).api("/me/messages").get(),
    ask("/me").get(),
  ]);
  const refusals = settled.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  expect(refusals).toMatchObject([{ statusCode: 429, code: "ApplicationThrottled" }]);
  expect(refusals[0].message).toContain("MailboxConcurrency");
  expect(refusals[0].headers.get("retry-after")).toBe("2");
  expect([microsoft.maxConcurrent(lena.address), microsoft.throttled(lena.address)]).toEqual([5, 1]);
  expect([microsoft.maxConcurrent(ravi.address), microsoft.throttled(ravi.address)]).toEqual([1, 0]);
});

test("requests are counted over ten minutes, and Retry-After has three forms", async () => {
  let now = Date.parse("2026-03-20T08:00:00Z");
  const { microsoft, get } = await begin({ limits: { requests: 3 }, clock: () => now });
  const retryAfter = async () => {
    const refusal = await get("/me/messages").catch((error: unknown) => error);
    expect(refusal).toMatchObject({ statusCode: 429, code: "TooManyRequests" });
    return (refusal as { headers: Headers }).headers.get("retry-after");
  };
  for (let asked = 0; asked < 3; asked += 1) await get("/me/messages");
  expect(await retryAfter()).toBe("2");
  microsoft.switches.retryAfter = "date";
  microsoft.switches.retryAfterSeconds = 200;
  expect(await retryAfter()).toBe("Fri, 20 Mar 2026 08:03:20 GMT");
  microsoft.switches.retryAfter = "missing";
  expect(await retryAfter()).toBeNull();
  now += 600_001;
  await get("/me/messages");
});

test("a batch is answered part by part, each preferring for itself", async () => {
  const { world, get, post } = await begin();
  for (let made = 0; made < 3; made += 1) world.put(lena.address, aMessage());
  const ids = ((await get("/me/messages")).value as Json[]).map(({ id }) => id);
  const requests = [...ids, "nonsense"].map((id, at) => ({
    id: `${at}`,
    method: "GET",
    url: `/me/messages/${encodeURIComponent(id)}?$select=subject`,
    headers: at === 0 ? {} : { Prefer: immutable },
  }));
  const parts = (await post("/$batch", { requests })).responses as Part[];
  expect(parts.map(({ status }) => status)).toEqual([200, 200, 200, 400]);
  expect(parts.map(({ body }) => body.id === ids[0])).toEqual([false, false, false, false]);
  expect(parts[1]?.body.id).toBe(ids[1]);
  expect(parts[3]?.body.error?.code).toBe("ErrorInvalidIdMalformed");
  const many = Array.from({ length: 21 }, (_, at) => ({ id: `${at}`, method: "GET", url: "/me" }));
  await expect(post("/$batch", { requests: many })).rejects.toMatchObject({ statusCode: 400 });
});

test("four parts of a batch run at once, so that other traffic trips the limit, and a chain does not", async () => {
  const { microsoft, post, get } = await begin({ switches: { latencyMs: 100 } });
  const reads = (chained: boolean) =>
    Array.from({ length: 8 }, (_, at) => ({
      id: `${at}`,
      method: "GET",
      url: "/me/messages",
      ...(chained && at > 0 && { dependsOn: [`${at - 1}`] }),
    }));
  const statuses = async (requests: object[]) => {
    microsoft.resetCounts();
    const others = Promise.allSettled([get("/me/messages"), get("/me/mailFolders")]);
    await vi.waitFor(() => expect(microsoft.requests(lena.address)).toBe(2), { interval: 5 });
    const parts = (await post("/$batch", { requests })).responses as Part[];
    await others;
    return parts.map(({ status }) => status);
  };
  expect(await statuses(reads(false))).toContain(429);
  expect(await statuses(reads(true))).toEqual(Array(8).fill(200));
  expect([microsoft.maxConcurrent(lena.address), microsoft.requests(lena.address)]).toEqual([3, 10]);
});

test("a failed part fails what depends on it; parts come in any order, throttled, or not at all", async () => {
  const { microsoft, post } = await begin();
  const requests = [
    { id: "a", method: "GET", url: "/me/messages/nonsense" },
    { id: "b", method: "GET", url: "/me", dependsOn: ["a"] },
    { id: "c", method: "GET", url: "/me" },
  ];
  const seen = async () =>
    ((await post("/$batch", { requests })).responses as Part[]).map(({ id, status }) => `${id} ${status}`);
  expect(await seen()).toEqual(["a 400", "b 424", "c 200"]);
  microsoft.switches.batchShuffled = true;
  expect(await seen()).toEqual(["c 200", "b 424", "a 400"]);
  Object.assign(microsoft.switches, { batchShuffled: false, batchGaps: 1, batchThrottled: 1 });
  expect(await seen()).toEqual(["a 429", "b 424"]);
  microsoft.faults.add({ url: /\/me$/, fault: { kind: "hang" } });
  expect(await seen()).toEqual(["a 400", "b 424"]);
  expect(microsoft.faults.waiting).toBe(0);
});

test("faults strike what they are meant for", async () => {
  const { microsoft, get, clientOf } = await begin();
  const { faults } = microsoft;
  faults.add({ url: /\/me\/messages/, mailbox: lena.address, fault: htmlOutage });
  await clientOf(ravi.address).api("/me/messages").get();
  await expect(get("/me/messages")).rejects.toMatchObject({ statusCode: 503 });
  faults.add({ url: /\/me\/messages/, fault: graphFault(404, "MailboxNotEnabledForRESTAPI") });
  await expect(get("/me/messages")).rejects.toMatchObject({ statusCode: 404, code: "MailboxNotEnabledForRESTAPI" });
  for (const kind of ["reset", "truncated"] as const) {
    faults.add({ url: /\/me\/messages/, fault: { kind } });
    await expect(get("/me/messages")).rejects.toThrow();
  }
  const headers = {
    authorization: `Bearer ${microsoft.access(lena.address, allScopes)}`,
    "content-type": "application/json",
  };
  const body = JSON.stringify({ subject: "Made all the same" });
  faults.add({ method: "POST", url: /\/me\/messages/, fault: { kind: "lost_answer" } });
  await expect(fetch(`${microsoft.graphRoot}/v1.0/me/messages`, { method: "POST", headers, body })).rejects.toThrow();
  expect((await get("/me/mailFolders/drafts")).totalItemCount).toBe(1);
});
