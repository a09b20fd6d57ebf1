import { expect, test } from "vitest";
import { idsOfAll, inPortions, MOST_PICKED } from "./picking.ts";

const aList = (total: number) => async (offset: number, limit: number) => ({
  rows: Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, index) => `id-${offset + index}`),
  total,
});
const itself = (id: string) => id;

test("all of a list are found page by page", async () => {
  expect((await idsOfAll(aList(1_203), itself)).size).toBe(1_203);
  expect((await idsOfAll(aList(0), itself)).size).toBe(0);
});

test("no more are picked than can be acted on at once", async () => {
  expect((await idsOfAll(aList(100_000), itself)).size).toBe(MOST_PICKED);
});

test("ids are sent in portions a mutation takes", () => {
  const portions = inPortions(Array.from({ length: 1_001 }, (_, index) => String(index)));
  expect(portions.map((portion) => portion.length)).toEqual([500, 500, 1]);
});
