// Changes of folders as the real Graph client follows them.
import { expect, test } from "vitest";
import { aMessage, immutable, type Json, lena, stage } from "./stage.ts";
import type { Death } from "./switches.ts";

const begin = stage();
const inbox = "/me/mailFolders/inbox/messages/delta";

const subjects = (value: readonly Json[]) => value.map((one) => one.subject).sort();
const removedIds = (value: readonly Json[]) => value.filter((one) => "@removed" in one).map((one) => one.id);

test("a round lists a folder page by page, and the next one what came since", async () => {
  const { world, follow } = await begin();
  for (let made = 0; made < 25; made += 1) world.put(lena.address, aMessage());
  const first = await follow(inbox);
  expect([first.value.length, first.pages]).toEqual([25, 3]);
  expect((await follow(first.link)).value).toEqual([]);
  world.put(lena.address, aMessage({ subject: "Later" }));
  expect(subjects((await follow(first.link)).value)).toEqual(["Later"]);
});

test("the page size is the one each request prefers", async () => {
  const { world, get, follow } = await begin();
  for (let made = 0; made < 25; made += 1) world.put(lena.address, aMessage());
  expect((await follow(inbox, `${immutable}, odata.maxpagesize=20`)).pages).toBe(2);
  const page = await get(inbox, "odata.maxpagesize=20");
  expect((await follow(page["@odata.nextLink"] as string, "odata.maxpagesize=1")).pages).toBe(5);
});

test("what was selected is remembered by the links", async () => {
  const { world, follow } = await begin();
  const first = await follow(`${inbox}?$select=subject`);
  world.put(lena.address, aMessage({ subject: "Short" }));
  const [told] = (await follow(first.link)).value;
  expect(Object.keys(told ?? {}).sort()).toEqual(["@odata.etag", "id", "subject"]);
});

test("ids are in the format each request prefers, so that a forgotten header mixes them", async () => {
  const { world, get } = await begin();
  for (let made = 0; made < 4; made += 1) world.put(lena.address, aMessage());
  const prefer = "odata.maxpagesize=2";
  const first = await get(inbox, `${prefer}, ${immutable}`);
  const second = await get(first["@odata.nextLink"] as string, prefer);
  const idOf = (page: Json) => (page.value as Json[])[0]?.id ?? "";
  expect([idOf(first).slice(0, 6), idOf(second).slice(0, 6)]).toEqual(["AAkALg", "AAMkAD"]);
  // Either is good in a path, and compared letter by letter.
  for (const id of [idOf(first), idOf(second)]) expect(await get(`/me/messages/${id}`)).toHaveProperty("subject");
  const twin = idOf(first).replace(/A=$/, "a=");
  expect(twin).not.toBe(idOf(first));
  expect((await get(`/me/messages/${twin}`)).id).toBe(twin);
});

test("a move changes the mutable id and keeps the immutable one", async () => {
  const { world, get, follow } = await begin();
  const message = aMessage();
  world.put(lena.address, message);
  const [kept] = (await follow(inbox)).value;
  const [fleeting] = (await follow(inbox, "")).value;
  world.move(lena.address, message.id, "archive");
  expect((await get(`/me/messages/${kept?.id}`)).id).toBe(kept?.id);
  await expect(get(`/me/messages/${fleeting?.id}`)).rejects.toMatchObject({ code: "ErrorItemNotFound" });
});

test.each([
  ["together", [1, 1], [0, 0]],
  ["removedFirst", [1, 0], [0, 1]],
  ["createdFirst", [0, 1], [1, 0]],
] as const)("the halves of a move come %s", async (moves, firstRound, secondRound) => {
  const { world, follow } = await begin({ switches: { moves } });
  const message = aMessage();
  world.put(lena.address, message);
  const before = await follow(inbox);
  const archive = await follow("/me/mailFolders/archive/messages/delta");
  world.move(lena.address, message.id, "archive");
  const seen = async (links: string[]) => {
    const [left, arrived] = [await follow(links[0] ?? ""), await follow(links[1] ?? "")];
    expect(arrived.value.every((one) => one.id === before.value[0]?.id)).toBe(true);
    return { counts: [removedIds(left.value).length, arrived.value.length], links: [left.link, arrived.link] };
  };
  const first = await seen([before.link, archive.link]);
  const second = await seen(first.links);
  expect([first.counts, second.counts]).toEqual([firstRound, secondRound]);
});

test("a message that comes back while its leaving is still untold was never away", async () => {
  const { world, follow, microsoft } = await begin();
  const message = aMessage();
  world.put(lena.address, message);
  const { link } = await follow(inbox);
  microsoft.switches.moves = "createdFirst";
  world.move(lena.address, message.id, "archive");
  const second = await follow(link);
  world.move(lena.address, message.id, "inbox");
  const third = await follow(second.link);
  expect([second.value, removedIds(third.value), third.value.length]).toEqual([[], [], 1]);
});

test("the reason of a removal says what can be restored, not what is gone", async () => {
  const { world, follow } = await begin();
  const [moved, trashed, erased] = [aMessage(), aMessage(), aMessage()];
  for (const message of [moved, trashed, erased]) world.put(lena.address, message);
  const { link } = await follow(inbox);
  world.move(lena.address, moved.id, "archive");
  world.move(lena.address, trashed.id, "trash");
  world.erase(lena.address, erased.id);
  const reasons = (await follow(link)).value.map((one) => (one["@removed"] as { reason: string }).reason);
  expect(reasons).toEqual(["deleted", "changed", "deleted"]);
});

test.each([
  ["gone", 410, "SyncStateNotFound", null],
  ["badRequest", 400, "SyncStateNotFound", null],
  ["location", 410, "SyncStateNotFound", /\$deltatoken=&\$select=subject$/],
  ["resync", 410, "resyncRequired", null],
] as const)("an expired token is answered %s, and stays dead", async (as, statusCode, code, location) => {
  const { world, get, follow, microsoft } = await begin();
  for (let made = 0; made < 12; made += 1) world.put(lena.address, aMessage());
  const first = await get(`${inbox}?$select=subject`);
  const { link } = await follow(`${inbox}?$select=subject`);
  // Waits for the link it is meant for.
  microsoft.expire({ on: "deltaLink", address: lena.address, as });
  await follow(inbox);
  for (const [on, dead] of [
    ["nextLink", first["@odata.nextLink"] as string],
    ["deltaLink", link],
  ] as const) {
    if (on === "nextLink") microsoft.expire({ on, as: as satisfies Death, collection: "messages" });
    for (let tried = 0; tried < 2; tried += 1) {
      const refusal = await get(dead).catch((error: unknown) => error);
      expect(refusal).toMatchObject({ statusCode, code });
      const found = (refusal as { headers: Headers }).headers.get("location");
      if (location === null) expect(found).toBeNull();
      else {
        expect(found).toMatch(location);
        expect((await follow(found ?? "")).value).toHaveLength(12);
      }
    }
  }
});

test("links are lost, pages are empty, entities and old changes come twice, when a test says so", async () => {
  const { world, get, follow, microsoft } = await begin();
  const messages = [aMessage(), aMessage(), aMessage()];
  for (const message of messages) world.put(lena.address, message);
  const { link } = await follow(inbox);
  microsoft.switches.lostLinks = 1;
  expect(Object.keys(await get(inbox)).sort()).toEqual(["@odata.context", "value"]);
  microsoft.switches.emptyPages = true;
  expect(await get(inbox)).toMatchObject({ value: [], "@odata.nextLink": expect.any(String) });
  microsoft.switches.repeats = true;
  expect(await follow(inbox)).toMatchObject({ pages: 2, value: { length: 5 } });
  Object.assign(microsoft.switches, { emptyPages: false, repeats: false, replays: 2 });
  world.erase(lena.address, messages[1]?.id ?? "");
  const replayed = await follow(link);
  expect([replayed.value.length, removedIds(replayed.value).length]).toEqual([2, 1]);
});

test("a filtered delta lists messages of its time only, and 5,000 at most", async () => {
  const { world, follow, get } = await begin();
  const at = (minute: number) => new Date(Date.parse("2026-03-01T00:00:00Z") + minute * 60_000).toISOString();
  for (let minute = 0; minute < 5_010; minute += 1) world.put(lena.address, aMessage({ at: at(minute) }));
  const prefer = `${immutable}, odata.maxpagesize=1000`;
  const since = `${inbox}?$select=receivedDateTime&$orderby=receivedDateTime desc&$filter=receivedDateTime ge `;
  const few = await follow(`${since}${at(5_007)}`, prefer);
  expect(few.value.map((one) => one.receivedDateTime)).toEqual(
    [5_009, 5_008, 5_007].map((m) => `${at(m).slice(0, 19)}Z`),
  );
  expect((await follow(`${since}${at(0)}`, prefer)).value).toHaveLength(5_000);
  await expect(get(`${inbox}?$filter=isRead eq true`)).rejects.toMatchObject({ statusCode: 400 });
  await expect(get(`${inbox}?$search=x`)).rejects.toMatchObject({ statusCode: 400 });
});

test("a folder that was removed is not found, and the delta of folders says so", async () => {
  const { world, get, follow } = await begin();
  world.addFolder(lena.address, "Customers");
  world.addFolder(lena.address, "Customers/Berlin");
  const all = await follow("/me/mailFolders/delta", "odata.maxpagesize=4");
  const berlin = all.value.find((folder) => folder.displayName === "Berlin");
  expect(berlin?.parentFolderId).toBe(all.value.find((folder) => folder.displayName === "Customers")?.id);
  const { link } = await follow(`/me/mailFolders/${berlin?.id}/messages/delta`);
  world.removeFolder(lena.address, "Customers/Berlin");
  for (const path of [link, `/me/mailFolders/${berlin?.id}`]) {
    await expect(get(path)).rejects.toMatchObject({ statusCode: 404, code: "ErrorItemNotFound" });
  }
  expect((await follow(all.link)).value).toEqual([{ id: berlin?.id, "@removed": { reason: "deleted" } }]);
});
