import { expect, test } from "vitest";
import { mutations as declared } from "#shared/crm/index.ts";
import { mutations } from "./ask.ts";

const { history: _, ...groups } = declared;
const paths = Object.entries(groups).flatMap(([group, acts]) =>
  Object.entries(acts).map(([act, mutation]) => [group, act, mutation.name] as const),
);

test.each(paths)("%s.%s travels under its declared name", (group, act, name) => {
  const named = mutations as unknown as Record<string, Record<string, { name: string }>>;
  expect(named[group]?.[act]?.name).toBe(name);
});
