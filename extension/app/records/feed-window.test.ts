import { expect, test, vi } from "vitest";
import { openFeedWindow } from "./feed-window.ts";

const PAGE = 100;

/** Numbers from 0 to `count`, a page of a hundred at a time. */
function aServer(count: number) {
  const server = { first: 0, fails: false, asked: [] as (string | null)[] };
  const fetchPage = async (after: string | null) => {
    server.asked.push(after);
    if (server.fails) throw new Error("offline");
    const from = Number(after ?? 0);
    const to = Math.min(count, from + PAGE);
    const rows = Array.from({ length: to - from }, (_, index) => server.first + from + index);
    return { rows, next: to < count ? String(to) : null };
  };
  return Object.assign(server, { fetchPage });
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

async function open(server: ReturnType<typeof aServer>) {
  const [onChange, onError] = [vi.fn(), vi.fn()];
  const feed = openFeedWindow(server.fetchPage, onChange, onError);
  await settled();
  return { feed, onChange, onError };
}

test("only the first page is fetched until its end comes near", async () => {
  const server = aServer(250);
  const { feed } = await open(server);
  expect([feed.total, feed.isWhole, server.asked]).toEqual([120, false, [null]]);
  feed.show(0, 30);
  await settled();
  expect(server.asked).toEqual([null]);
  feed.show(20, 50);
  await settled();
  expect(server.asked).toEqual([null, "100"]);
  expect([feed.find(150), feed.find(200)]).toEqual([150, undefined]);
  feed.show(180, 219);
  await settled();
  expect([feed.total, feed.isWhole, feed.find(249)]).toEqual([250, true, 249]);
});

test("a refresh brings as much as is in view, at once", async () => {
  const server = aServer(450);
  const { feed, onChange } = await open(server);
  feed.show(100, 130);
  await settled();
  const before = onChange.mock.calls.length;
  server.first = 1_000;
  feed.refresh();
  expect(feed.find(5)).toBe(5);
  await settled();
  expect([feed.find(5), feed.find(150), onChange.mock.calls.length - before]).toEqual([1_005, 1_150, 1]);
});

test("a failure is told, what was there stays, and the next wish asks again", async () => {
  const server = aServer(250);
  const { feed, onError } = await open(server);
  server.fails = true;
  feed.show(80, 110);
  await settled();
  expect([onError.mock.calls.length, feed.find(99)]).toEqual([1, 99]);
  server.fails = false;
  feed.show(80, 111);
  await settled();
  expect(feed.find(120)).toBe(120);
});

test("rows are changed in place without asking", async () => {
  const server = aServer(10);
  const { feed } = await open(server);
  feed.change((row) => row * 2);
  expect([feed.find(3), server.asked.length]).toEqual([6, 1]);
});

test("a closed window says nothing more", async () => {
  const server = aServer(10);
  const onChange = vi.fn();
  openFeedWindow(server.fetchPage, onChange, vi.fn()).close();
  await settled();
  expect(onChange).not.toHaveBeenCalled();
});
