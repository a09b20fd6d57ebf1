import { expect, test } from "vitest";
import { isEverybody, monthsBefore, partsOf, withPart } from "./filter-words.ts";
import { everybody } from "./route.ts";

test("a filter is the parts that are set, in the order they are offered", () => {
  const filter = withPart(withPart(everybody.filter, "text", "berg"), "lifecycle", "lead");
  expect(partsOf(filter)).toEqual([
    { key: "lifecycle", value: "lead" },
    { key: "text", value: "berg" },
  ]);
});

test("a part that is taken away leaves everybody", () => {
  expect(isEverybody(withPart(withPart(everybody.filter, "lifecycle", "lead"), "lifecycle", null))).toBe(true);
});

test("months are counted back to the same day, or to the last one of a shorter month", () => {
  expect(monthsBefore(new Date(2026, 10, 21, 9), 3)).toBe(new Date(2026, 7, 21).toISOString());
  expect(monthsBefore(new Date(2026, 2, 31), 1)).toBe(new Date(2026, 1, 28).toISOString());
});
