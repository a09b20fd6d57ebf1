import { expect, test } from "vitest";
import { formatPhone } from "./phone.ts";

test.each([
  ["+442079460958", "+44 207 946 0958"],
  ["+14155550132", "+1 415 555 0132"],
  ["+46855501234", "+46 855 501 234"],
  ["+97144101234", "+971 441 012 34"],
  ["+31207940123", "+31 207 940 123"],
  ["08 555 012", "08 555 012"],
  ["+46 8 555", "+46 8 555"],
])("%s is shown as %s", (kept, shown) => {
  expect(formatPhone(kept)).toBe(shown);
});
