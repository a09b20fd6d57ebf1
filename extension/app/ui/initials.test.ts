import { expect, test } from "vitest";
import { hueOf, initialsOf } from "./initials.ts";

test.each([
  ["Anna Berg", "AB"],
  ["Anna Maria van den Berg", "AB"],
  ["anna.berg@norvik.example", "AB"],
  ["李小龍", "李"],
  ["Élodie", "É"],
  ["  ", "?"],
  ["(Sales)", "S"],
])("%s is drawn as %s", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test("an address keeps its colour however it is written", () => {
  expect(hueOf("Anna@Norvik.example")).toBe(hueOf("anna@norvik.example"));
});
