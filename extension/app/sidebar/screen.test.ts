import { expect, test } from "vitest";
import type { MailContext, ShownMessage } from "#shared/mail.ts";
import type { Shown, Standing, ThreadPerson } from "../../views.ts";
import { findFocus, screenOf } from "./screen.ts";

const aPerson = (address: string, standing: Standing): ThreadPerson => ({
  participant: { name: address.split("@")[0] ?? "", address, role: "to" },
  standing,
  known: null,
  suggestion: null,
  likely: [],
});
const anna = aPerson("anna@norvik.example", "known");
const omar = aPerson("omar@atlas.example", "unknown");
const lena = aPerson("lena@kith.example", "colleague");
const noreply = aPerson("no-reply@shop.example", "nobody");

const aMessage = (from: ThreadPerson): ShownMessage => ({
  key: "m",
  from: from.participant,
  recipients: [],
  sentAt: null,
  text: "",
});
const aThread = (froms: ThreadPerson[]): MailContext => ({
  kind: "thread",
  threadKey: "t",
  subject: "",
  link: "https://mail.google.com/",
  messages: froms.map(aMessage),
  account: "robin@kith.example",
  compose: null,
});
const aShown = (people: ThreadPerson[], froms = people): Shown => ({ context: aThread(froms), people, messages: [] });
const keyOf = (person: ThreadPerson) => person.participant.address ?? "";
const screen = (shown: Shown | null, focusKey: string | null = null) => screenOf(shown, focusKey, keyOf);

test("the sidebar opens with who wrote last of those outside", () => {
  expect(findFocus(aShown([anna, omar, lena], [anna, omar, lena]))).toBe(omar);
});

test("somebody only written to is who it opens with when nobody outside wrote", () => {
  expect(findFocus(aShown([lena, anna], [lena]))).toBe(anna);
});

test("whom the rep pointed at stays in focus while they are in the thread", () => {
  expect(screen(aShown([anna, omar]), "anna@norvik.example")).toMatchObject({ focus: anna });
  expect(screen(aShown([omar]), "anna@norvik.example")).toMatchObject({ focus: omar });
});

test.each([
  ["starting", null],
  ["none", { context: null, people: [], messages: [] }],
  ["none", { context: { kind: "none", account: null, compose: null }, people: [], messages: [] }],
  [
    "composing",
    { context: { kind: "none", account: null, compose: { recipients: [], subject: null } }, people: [], messages: [] },
  ],
  ["unreadable", { context: { kind: "unreadable", missing: "subject" }, people: [], messages: [] }],
  ["colleagues", aShown([lena])],
  ["nobody", aShown([noreply, lena])],
  ["thread", aShown([noreply, anna])],
] satisfies [string, Shown | null][])("the screen is %s", (kind, shown) => {
  expect(screen(shown).kind).toBe(kind);
});
