import { expect, test } from "vitest";
import { chordReader } from "./chords.ts";

const aReader = () => chordReader({ "g t": "today", "g p": "people" });

test("g and then t go to Today", () => {
  const read = aReader();
  expect(read("g", 0)).toBe(undefined);
  expect(read("t", 300)).toBe("today");
});

test("a second key that comes late means nothing", () => {
  const read = aReader();
  read("g", 0);
  expect(read("t", 2_000)).toBe(undefined);
});

test("a chord is over once it was understood", () => {
  const read = aReader();
  read("g", 0);
  read("p", 100);
  expect(read("t", 200)).toBe(undefined);
});

test("g pressed twice is still the beginning of a chord", () => {
  const read = aReader();
  read("g", 0);
  read("g", 100);
  expect(read("p", 200)).toBe("people");
});
