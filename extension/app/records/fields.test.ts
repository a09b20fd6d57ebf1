import { expect, test } from "vitest";
import { entities } from "#shared/crm/index.ts";
import { fieldsByEntity, isRequired, type ShownEntity } from "./fields.ts";

const shown = Object.keys(fieldsByEntity) as ShownEntity[];

test.each(shown)("the app knows the fields of %s as shared declares them, in the same order", (name) => {
  expect(fieldsByEntity[name]).toEqual(entities[name].fields);
  expect(Object.keys(fieldsByEntity[name])).toEqual(Object.keys(entities[name].fields));
});

test.each(shown)("the app knows which texts of %s must not be empty", (name) => {
  for (const [field, info] of Object.entries(entities[name].fields)) {
    if (info.kind !== "text" || info.nullable) continue;
    const schemas: Readonly<Record<string, { safeParse(value: unknown): { success: boolean } }>> =
      entities[name].fieldSchemas;
    expect([field, isRequired(name, field)]).toEqual([field, !schemas[field]?.safeParse("").success]);
  }
});
