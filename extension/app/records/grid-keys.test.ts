import { expect, test } from "vitest";
import { moveBy } from "./grid-keys.ts";

const pressed = (key: string, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });

test.each([
  ["j", 4, 5],
  ["ArrowDown", 9, 9],
  ["k", 0, 0],
  ["ArrowUp", 4, 3],
  ["PageDown", 4, 9],
  ["PageUp", 4, 0],
  ["Home", 4, 0],
  ["End", 4, 9],
])("%s leads from row %i to row %i of ten", (key, from, to) => {
  expect(moveBy(pressed(key), from, 10, 6)).toBe(to);
});

test("a key held with Ctrl, Cmd or Alt belongs to the browser", () => {
  expect(moveBy(pressed("j", { ctrlKey: true }), 0, 10, 6)).toBe(null);
  expect(moveBy(pressed("ArrowUp", { altKey: true }), 5, 10, 6)).toBe(null);
});

test("an empty list has no row to go to", () => {
  expect(moveBy(pressed("j"), 0, 0, 6)).toBe(null);
});
