import { expect, test } from "vitest";
import { itemStates, ledgerEntry, skipReasons } from "#shared/mailbox.ts";
import { companySorts, peopleSorts } from "../../messages.ts";
import { everyEntry, ledgerKinds, ledgerStates, reasonsToSkip } from "./ledger/ledger-filter.ts";
import { dayOf, everybody, parseRoute, type Route, routeToHash } from "./route.ts";

const id = "0a5b9f62-5f5f-4f43-9c7d-0f8a7a0e6f11";
const filter = {
  lifecycle: "lead",
  ownerId: id,
  companyId: null,
  source: "cold_call",
  quietSince: new Date("2026-09-01T00:00:00").toISOString(),
  text: "a & b",
} as const;

test.each<Route>([
  { screen: "today" },
  { screen: "people", query: everybody },
  { screen: "people", query: { sort: "lastContactAt", descending: true, filter } },
  { screen: "person", id },
  { screen: "companies", query: { sort: "people", descending: true, text: "north" } },
  { screen: "company", id },
  { screen: "outbox" },
  { screen: "history" },
  { screen: "settings", section: "members" },
  { screen: "settings", section: "mailboxes" },
  { screen: "ledger", mailboxId: id, filter: everyEntry },
  {
    screen: "ledger",
    mailboxId: id,
    filter: { state: "skipped", reason: "nobody_known", kind: "event", text: "a & b" },
  },
])("an address leads back to the screen it was made of (%j)", (route) => {
  expect(parseRoute(routeToHash(route))).toEqual(route);
});

test("every order the background knows has an address", () => {
  for (const sort of peopleSorts)
    expect(parseRoute(`#/people?sort=${sort}`)).toMatchObject({ screen: "people", query: { sort } });
  for (const sort of companySorts)
    expect(parseRoute(`#/companies?sort=${sort}`)).toMatchObject({ screen: "companies", query: { sort } });
});

test("a ledger is narrowed by everything the server knows of an entry", () => {
  expect([...ledgerStates].sort()).toEqual([...itemStates].sort());
  expect(ledgerKinds).toEqual(ledgerEntry.shape.kind.options);
  expect(reasonsToSkip).toEqual(skipReasons);
  expect(parseRoute(`#/ledger/${id}?state=shoe&reason=x&kind=y`)).toEqual({
    screen: "ledger",
    mailboxId: id,
    filter: everyEntry,
  });
  expect(parseRoute("#/ledger/1")).toEqual({ screen: "settings", section: "mailboxes" });
});

test.each(["", "#", "#/", "#/nowhere", "#/people/../../x", "javascript:alert(1)"])(
  "%j leads somewhere safe",
  (hash) => {
    expect(["today", "people"]).toContain(parseRoute(hash).screen);
  },
);

test("what an address says wrongly is left out", () => {
  const hash = "#/people?sort=shoe&lifecycle=friend&owner=1&quiet=soon&source=x";
  expect(parseRoute(hash)).toEqual({ screen: "people", query: everybody });
});

test("a day is the day where the person is", () => {
  expect(dayOf(new Date("2026-09-01T00:00:00").toISOString())).toBe("2026-09-01");
});
