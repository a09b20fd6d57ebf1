// What only Google does to a mailbox that is followed.
import { afterAll, beforeAll, expect, test } from "vitest";
import { anEvent, wires } from "../conformance/provider-world.ts";
import { createDatabase, day, expectTruth, openScene, rowsOf, type Scene } from "./engine-scene.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await openScene(await createDatabase("google"), "google");
});
afterAll(() => scene?.close());

const settleBoth = async () => {
  await scene.settle(scene.lena);
  await scene.settle(scene.ravi);
};

test("pages of a history without a history, and promises of more that are broken, end nowhere but at the end", async () => {
  const { arrive, google } = scene;
  await settleBoth();
  for (let n = 0; n < 1_200; n += 1) arrive({ subject: `History ${n}` });
  google.switches.emptyHistoryPages = 2;
  google.switches.brokenHistoryPages = 2;
  await settleBoth();
  expect(google.switches.emptyHistoryPages + google.switches.brokenHistoryPages).toBe(0);
  await expectTruth(scene);
}, 120_000);

test("a message that is gone when it is fetched is forgotten, and so is one that went to the trash meanwhile", async () => {
  const { arrive, world, lena, faults } = scene;
  const [erased, binned, stays] = [arrive(), arrive(), arrive()];
  faults.add({ fault: { kind: "status", status: 503 }, url: wires.google.fetchMail, times: 1 });
  await scene.turn(lena);
  world.erase(lena.address, erased.id);
  world.move(lena.address, binned.id, "trash");
  await settleBoth();
  expect(await scene.timeline()).toContain(stays.subject);
  await expectTruth(scene);
});

test("answers of a batch in any order, with some left out and some refused, come to the same", async () => {
  const { arrive, google } = scene;
  for (let n = 0; n < 40; n += 1) arrive();
  Object.assign(google.switches.batch, { reorder: true, dropped: 5, concurrency: 6 });
  await scene.settle(scene.lena);
  Object.assign(google.switches.batch, { reorder: false, dropped: 0, concurrency: null });
  await settleBoth();
  await expectTruth(scene);
});

test("from spam to the inbox, from drafts to sent, to the trash and back: one message, where it belongs", async () => {
  const { world, lena } = scene;
  const spam = scene.arrive();
  world.move(lena.address, spam.id, "spam");
  await settleBoth();
  expect(await scene.timeline()).not.toContain(spam.subject);
  world.move(lena.address, spam.id, "inbox");
  await settleBoth();
  await expectTruth(scene);
  const [activity] = (await scene.activities()).filter(({ subject }) => subject === spam.subject);
  world.move(lena.address, spam.id, "trash");
  await settleBoth();
  await expectTruth(scene);
  world.move(lena.address, spam.id, "archive");
  await settleBoth();
  await expectTruth(scene);
  expect((await scene.activities()).filter(({ subject }) => subject === spam.subject)).toMatchObject([
    { id: activity?.id },
  ]);
});

test.each([1, 2] as const)("a sync token that dies on page %d of a round is followed by a listing", async (page) => {
  const { world, lena, google } = scene;
  const kept = anEvent();
  const gone = anEvent();
  for (const event of [kept, gone]) world.putEvent(event);
  await settleBoth();
  google.expireSyncTokens(lena.address, page);
  gone.isCancelled = true;
  world.putEvent(gone);
  google.switches.emptyEventPages = true;
  await settleBoth();
  google.switches.emptyEventPages = false;
  const titles = (await scene.meetings()).map(({ title }) => title);
  expect(titles).toContain(kept.title);
  expect(titles).not.toContain(gone.title);
});

test("a series that is cancelled by its id alone is gone with all its occurrences", async () => {
  const { world, google } = scene;
  const series = anEvent({ recurrence: { every: "week", interval: 1, count: 6 } });
  world.putEvent(series);
  await settleBoth();
  const of = async () => (await scene.meetings()).filter(({ title }) => title === series.title);
  expect(await of()).toHaveLength(6);
  google.switches.cancelsSeriesAsMaster = true;
  series.isCancelled = true;
  world.putEvent(series);
  await settleBoth();
  google.switches.cancelsSeriesAsMaster = false;
  expect(await of()).toEqual([]);
});

test("what the history never told is found by the nightly look at the last two weeks", async () => {
  const { arrive, world, lena, google, faults } = scene;
  await settleBoth();
  const missed = arrive({ at: world.now });
  const vanished = (await scene.items(lena)).find(({ kind, state }) => kind === "message" && state === "linked");
  expect(vanished).toBeDefined();
  const scopes = ["https://www.googleapis.com/auth/gmail.readonly"];
  const token = google.tokens.accessToken(lena.address, scopes);
  const profile = await fetch(`${google.apiRoot}/gmail/v1/users/me/profile`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { historyId } = (await profile.json()) as { historyId: string };
  const body = JSON.stringify({ historyId });
  faults.add({
    fault: { kind: "status", status: 200, body },
    url: wires.google.mailDelta,
    mailbox: lena.address,
    times: 1,
  });
  await settleBoth();
  expect(await scene.timeline()).not.toContain(missed.subject);
  // A row of something that the mailbox does not have.
  await rowsOf(
    scene,
    `insert into "mail_item" ("workspaceId", "mailboxId", "kind", "externalId", "streamKey", "state", "generation",
      "addresses", "seenAt", "at", "subject") values ($1::uuid, $2::uuid, 'message', '18f0000000000000', 'mailbox',
      'skipped', 0, '{}', now(), $3::timestamptz, 'Ghost')`,
    scene.workspaceId,
    lena.mailboxId,
    world.now,
  );
  scene.pass(day + 1);
  await settleBoth();
  await expectTruth(scene);
});
