import { expect, test } from "vitest";
import { textsOf } from "./refused.ts";

const id = "0b6f0f0e-95a1-4d53-9d55-0b9a3cb1c001";

test("a refused note gives its text back", () => {
  expect(textsOf({ id, record: { text: "Wants blue\nby May", contactId: id, companyId: null } })).toBe(
    "Wants blue\nby May",
  );
});

test("of a refused change only what was written is shown, not what stood there", () => {
  expect(textsOf({ id, changes: { title: { from: "Buyer", to: "Head of Purchasing" } } })).toBe("Head of Purchasing");
});

test("ids, moments and kinds are nobody's words", () => {
  const record = { kind: "call", title: "Call Anna", dueAt: "2026-11-22T08:00:00.000Z", ownerId: id, threadKey: "t1" };
  expect(textsOf({ id, record })).toBe("Call Anna");
});
