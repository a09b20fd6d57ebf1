import { expect, test } from "vitest";
import { detailsOf } from "./change-details.ts";

const id = "0a5b9f62-5f5f-4f43-9c7d-0f8a7a0e6f11";

test("an update tells what stood there and what came instead, without ids", () => {
  const args = { id, changes: { title: { from: null, to: "Buyer" }, companyId: { from: null, to: id } } };
  expect(detailsOf("contact.update", args)).toEqual([{ entity: "contact", field: "title", from: null, to: "Buyer" }]);
});

test.each([
  ["contact.create", { id, record: { name: "Anna Berg" } }],
  ["undo", { changes: [] }],
  ["constructor.x", { changes: { name: { from: 1, to: 2 } } }],
  ["contact.update", null],
  ["contact.update", { changes: { constructor: { from: 1, to: 2 } } }],
])("arguments of %s that are no update of fields tell nothing", (name, args) => {
  expect(detailsOf(name, args)).toEqual([]);
});
