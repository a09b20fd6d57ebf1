import { expect, test } from "vitest";
import { extrasOf, featuresOf, isSamePlaces, rungOf, rungs, rungsFrom } from "./ladder.ts";

const both = new Set(["send", "calendar"] as const);

test("each rung asks for what it is called after, and the lower ones only where they are ticked", () => {
  expect(rungs.map((rung) => featuresOf(rung, new Set()))).toEqual([[], ["send"], ["calendar"], ["mail"], ["mail"]]);
  expect(rungs.map((rung) => featuresOf(rung, both))).toEqual([
    [],
    ["send"],
    ["send", "calendar"],
    ["send", "calendar", "mail"],
    ["send", "calendar", "mail"],
  ]);
  expect(extrasOf("send")).toEqual([]);
});

test("a connected mailbox stands on the highest rung it was given", () => {
  const at = (features: ("send" | "calendar" | "mail")[], placeIds: string[] | null) => rungOf({ features, placeIds });
  expect(at([], null)).toBe("click");
  expect(at(["send"], null)).toBe("send");
  expect(at(["send", "calendar"], null)).toBe("calendar");
  expect(at(["mail"], ["Label_7"])).toBe("chosen");
  expect(at(["send", "mail"], null)).toBe("whole");
});

test("later there is more to be had, and nothing less; labels or folders can be chosen anew", () => {
  expect(rungsFrom({ features: ["send"], placeIds: null })).toEqual(["send", "calendar", "chosen", "whole"]);
  expect(rungsFrom({ features: ["calendar"], placeIds: null })).toEqual(["calendar", "chosen", "whole"]);
  expect(rungsFrom({ features: ["mail"], placeIds: null })).toEqual(["chosen", "whole"]);
});

test("the same labels or folders in another order are the same choice", () => {
  expect(isSamePlaces(["a", "b"], ["b", "a"])).toBe(true);
  expect(isSamePlaces(["b", "a"], ["a", "b"])).toBe(true);
  expect(isSamePlaces(["a"], null)).toBe(false);
  expect(isSamePlaces(null, null)).toBe(true);
});
