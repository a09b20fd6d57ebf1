import { expect, test, vi } from "vitest";
import { openRowWindow, PAGE_SIZE, pagesOf } from "./row-window.ts";

/** A list of `total` numbers whose answers come when they are let through. */
function aSource(total: number) {
  const waiting: { offset: number; answer: () => Promise<void> }[] = [];
  let shift = 0;
  const fetchPage = vi.fn((offset: number, limit: number) => {
    const rows = Array.from({ length: Math.min(limit, total - offset) }, (_, index) => offset + index + shift);
    const { promise, resolve } = Promise.withResolvers<{ rows: number[]; total: number }>();
    waiting.push({
      offset,
      async answer() {
        resolve({ rows, total });
        await promise;
        await Promise.resolve();
      },
    });
    return promise;
  });
  return {
    fetchPage,
    waiting,
    change() {
      shift = 1_000_000;
    },
    async answerAll() {
      while (waiting.length > 0) await waiting.shift()?.answer();
    },
  };
}

const ignore = () => undefined;

test("pages cover the rows in view", () => {
  expect(pagesOf(0, 20, 100)).toEqual([0]);
  expect(pagesOf(95, 110, 100)).toEqual([0, 1]);
  expect(pagesOf(-5, 0, 100)).toEqual([0]);
});

test("the first page is asked for at once and tells how many there are", async () => {
  const source = aSource(250);
  const rows = openRowWindow(source.fetchPage, ignore, ignore);
  expect(rows.total).toBe(null);
  await source.answerAll();
  expect([rows.total, rows.find(0), rows.find(99), rows.find(100)]).toEqual([250, 0, 99, undefined]);
});

test("a fling through the list asks only for where it ends", async () => {
  const source = aSource(100_000);
  const rows = openRowWindow(source.fetchPage, ignore, ignore);
  for (let start = 0; start < 90_000; start += 700) rows.show(start, start + 30);
  await source.answerAll();
  const last = Math.floor(89_600 / 700) * 700;
  expect(rows.find(last)).toBe(last);
  expect(source.fetchPage.mock.calls.length).toBeLessThan(8);
});

test("rows stay in view until their successors are here", async () => {
  const source = aSource(100);
  const rows = openRowWindow(source.fetchPage, ignore, ignore);
  await source.answerAll();
  source.change();
  rows.refresh();
  expect(rows.find(3)).toBe(3);
  await source.answerAll();
  expect(rows.find(3)).toBe(1_000_003);
});

test("an answer that was under way when the list changed is asked for again", async () => {
  const source = aSource(100);
  const rows = openRowWindow(source.fetchPage, ignore, ignore);
  source.change();
  rows.refresh();
  await source.answerAll();
  expect(rows.find(0)).toBe(1_000_000);
});

test("pages far from view are thrown away", async () => {
  const source = aSource(100_000);
  const rows = openRowWindow(source.fetchPage, ignore, ignore);
  for (let page = 0; page < 60; page += 1) {
    rows.show(page * PAGE_SIZE, page * PAGE_SIZE + 20);
    await source.answerAll();
  }
  expect(rows.loaded().length).toBeLessThanOrEqual(31 * PAGE_SIZE);
  expect(rows.find(59 * PAGE_SIZE)).toBe(59 * PAGE_SIZE);
});

test("a page that fails is told and not asked for without end", async () => {
  const fetchPage = vi.fn(() => Promise.reject(new Error("no")));
  const onError = vi.fn();
  openRowWindow(fetchPage, ignore, onError);
  await vi.waitFor(() => expect(onError).toHaveBeenCalledOnce());
  expect(fetchPage).toHaveBeenCalledOnce();
});

test("a closed list is silent", async () => {
  const source = aSource(100);
  const onChange = vi.fn();
  openRowWindow(source.fetchPage, onChange, ignore).close();
  await source.answerAll();
  expect(onChange).not.toHaveBeenCalled();
});
