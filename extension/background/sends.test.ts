import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AppError } from "#shared/errors.ts";
import type { SendRequest, SendView } from "#shared/mailbox.ts";
import type { Outgoing } from "../views.ts";
import type { Call } from "./api.ts";
import { ReplicaDatabase } from "./database.ts";
import { Sends } from "./sends.ts";

const annaId = "00000000-0000-4000-8000-000000000001";
const aRequest = (change: Partial<SendRequest> = {}): SendRequest => ({
  id: crypto.randomUUID(),
  mailboxId: "00000000-0000-4000-8000-000000000009",
  to: [{ name: "Anna Berg", address: "anna@norvik.example" }],
  cc: [],
  subject: "Delivery",
  text: "Week 49 holds.",
  inReplyTo: null,
  ...change,
});

let db: ReplicaDatabase;
/** What the server answers, in turn; then `sent`. */
let answers: (Partial<SendView> | AppError | Promise<never>)[];
let asked: SendRequest[];

async function callServer<T>({ body, answer }: Call<T>): Promise<T> {
  asked.push(body as SendRequest);
  const next = await (answers.shift() ?? { state: "sent" });
  if (next instanceof AppError) throw next;
  return answer.parse({ id: (body as SendRequest).id, error: null, ...next });
}
/** One worker; a second one over the same disk is what comes after it was stopped. */
const aWorker = () => new Sends({ callServer, db: async () => db, changed: () => undefined });
const unreachable = () => new AppError("unavailable", "The server cannot be reached");
const facts = (rows: readonly Outgoing[]) => rows.map(({ state, isOnCard, isTaken }) => ({ state, isOnCard, isTaken }));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  db = new ReplicaDatabase(crypto.randomUUID());
  answers = [];
  asked = [];
});
afterEach(() => {
  vi.useRealTimers();
  db.close();
});

test("it is on disk before the server is asked, and goes on after the worker was stopped", async () => {
  answers = [new Promise<never>(() => undefined)];
  const request = aRequest();
  void aWorker().send(annaId, request);
  await vi.waitFor(() => expect(asked).toEqual([request]));
  expect(facts(await aWorker().list(annaId))).toEqual([{ state: "asking", isOnCard: false, isTaken: false }]);

  answers = [unreachable()];
  const next = aWorker();
  await next.resume(new Date());
  // It may have been heard: nothing says "not sent" of it any more.
  await vi.waitFor(async () =>
    expect(facts(await next.list(annaId))).toEqual([{ state: "asking", isOnCard: true, isTaken: true }]),
  );
  await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1));
  await vi.runAllTimersAsync();
  await vi.waitFor(async () => expect(await next.list(annaId)).toMatchObject([{ state: "sent" }]));
  expect(new Set(asked.map(({ id }) => id))).toEqual(new Set([request.id]));
});

test("one whose outcome is unknown is asked about until it is known, and with the words it had", async () => {
  answers = [{ state: "unknown" }, unreachable(), new AppError("rate_limited", "Wait"), { state: "sent" }];
  const sends = aWorker();
  const request = aRequest();
  expect(await sends.send(annaId, request)).toMatchObject({ state: "unknown", isOnCard: true });
  expect(await sends.send(annaId, { ...request, text: "Changed" })).toMatchObject({ state: "unknown" });
  for (const _ of answers) {
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1));
    await vi.runAllTimersAsync();
  }
  await vi.waitFor(async () => expect(await sends.list(annaId)).toMatchObject([{ state: "sent" }]));
  expect(asked).toEqual([request, request, request, request]);
  expect(vi.getTimerCount()).toBe(0);
});

test("one that will stay unknown is asked about no more, and can be put away", async () => {
  answers = [{ state: "unknown", error: "Not granted" }];
  const sends = aWorker();
  const { id } = await sends.send(annaId, aRequest());
  await sends.resume(new Date());
  expect([asked.length, vi.getTimerCount()]).toEqual([1, 0]);
  await sends.putAway(id);
  expect(await sends.list(annaId)).toEqual([]);
});

test("put away, what never went out is where it was written again", async () => {
  answers = [{ state: "unknown" }, { state: "refused", error: "Never taken" }];
  const sends = aWorker();
  const { id, request } = await sends.send(annaId, aRequest());
  await sends.again(id);
  await sends.putAway(id);
  expect(await sends.list(annaId)).toMatchObject([{ request, state: "refused", isOnCard: false }]);
});

test("what did not get out keeps its words and its id for the next try", async () => {
  answers = [unreachable(), { state: "sent" }];
  const sends = aWorker();
  const request = aRequest();
  expect(await sends.send(annaId, request)).toMatchObject({ state: "offline", isOnCard: false, isTaken: false });
  await aWorker().resume(new Date());
  expect(asked).toHaveLength(1);
  expect(await aWorker().list(annaId)).toMatchObject([{ request, problem: { code: "unavailable" } }]);
  expect(await sends.send(annaId, { ...request, text: "Week 50." })).toMatchObject({ state: "sent" });
  expect(asked.map(({ text }) => text)).toEqual(["Week 49 holds.", "Week 50."]);
});

test("another mail takes the place of a refused one about the same, and of no other", async () => {
  answers = [{ state: "refused", error: "Quota" }, { state: "refused", error: "Quota" }, { state: "waiting" }];
  const sends = aWorker();
  const answer = aRequest({ inReplyTo: annaId });
  await sends.send(annaId, answer);
  await sends.send(annaId, aRequest());
  const next = aRequest();
  await sends.send(annaId, next);
  expect((await sends.list(annaId)).map(({ id }) => id).sort()).toEqual([answer.id, next.id].sort());
});

test("what another page is just sending is nobody's draft", async () => {
  const { promise, reject } = Promise.withResolvers<never>();
  answers = [promise, { state: "sent" }];
  const sends = aWorker();
  const [one, other] = [aRequest(), aRequest({ subject: "Else" })];
  const first = sends.send(annaId, one);
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  await sends.send(annaId, other);
  reject(unreachable());
  await first;
  const kept = await sends.list(annaId);
  expect(new Map(kept.map(({ id, state }) => [id, state]))).toEqual(
    new Map([
      [one.id, "offline"],
      [other.id, "sent"],
    ]),
  );
});

test("from the card, one that was refused goes out as another mail", async () => {
  answers = [{ state: "unknown" }, { state: "refused", error: "Never taken" }, unreachable(), { state: "sent" }];
  const sends = aWorker();
  const first = await sends.send(annaId, aRequest());
  await sends.again(first.id);
  expect(facts(await sends.list(annaId))).toEqual([{ state: "refused", isOnCard: true, isTaken: true }]);
  await sends.again(first.id);
  const [second] = await sends.list(annaId);
  // It is told where it was pressed, and may be tried again there.
  expect(second).toMatchObject({ state: "offline", isOnCard: true, isTaken: false });
  await sends.again(second?.id ?? "");
  expect(asked.map(({ id }) => id)).toEqual([first.id, first.id, second?.id, second?.id]);
  expect(first.id).not.toBe(second?.id);
});

test("what was sent is kept an hour, for whoever wrote it to hear", async () => {
  const sends = aWorker();
  await sends.send(annaId, aRequest());
  await sends.resume(new Date());
  expect(await sends.list(annaId)).toHaveLength(1);
  await sends.resume(new Date(Date.now() + 3_700_000));
  expect(await sends.list(annaId)).toEqual([]);
});
