import { expect, test } from "vitest";
import { businessExamples } from "./business-examples.ts";
import { type Arrived, recognise, type Sensitive } from "./recognise.ts";
import { sensitiveExamples } from "./sensitive-examples.ts";

interface Example extends Arrived {
  readonly is: Sensitive | null;
}

const linesOf = (table: string) => table.split("\n").filter((line) => line.includes(" | "));
const [sensitive, business] = [sensitiveExamples, businessExamples].map((table, isBusiness) =>
  linesOf(table).map((line): Example => {
    const parts = line.split(" | ");
    const is = isBusiness ? null : (parts.shift() as Sensitive);
    const [from = "", subject = "", text = ""] = parts;
    const [, fromName = "", fromAddress = ""] = /^(.*) <(.+)>$/u.exec(from) ?? [];
    if (parts.length !== 3 || !fromAddress) throw new Error(line);
    return { is, fromName, fromAddress, subject, text: text.replaceAll("⏎", "\n") };
  }),
) as [Example[], Example[]];

const described = ({ is, subject, fromAddress, text }: Example, said: Sensitive | null) =>
  `${said ?? "nothing"} instead of ${is ?? "nothing"}: ${subject} <${fromAddress}> ${text.slice(0, 80)}`;

test("what is secret is recognised, and no business mail is taken for it", () => {
  expect(sensitive.length).toBeGreaterThanOrEqual(120);
  expect(business.length).toBeGreaterThanOrEqual(200);
  const all = [...sensitive, ...business].map((example) => ({ example, said: recognise(example) }));
  const found = all.filter(({ said }) => said !== null);
  const right = found.filter(({ example, said }) => example.is === said);
  const wrong = found.filter(({ example }) => example.is === null).map(({ example, said }) => described(example, said));
  const missed = all
    .filter(({ example, said }) => example.is !== null && example.is !== said)
    .map(({ example, said }) => described(example, said));
  const precision = (right.length / Math.max(1, found.length)).toFixed(3);
  const recall = (right.length / sensitive.length).toFixed(3);
  const summary = `precision ${precision}, recall ${recall}\n${[...wrong, ...missed].join("\n")}`;
  expect(wrong, summary).toEqual([]);
  expect(missed.length / sensitive.length, summary).toBeLessThanOrEqual(0.05);
});

test("an answer or something passed on is people's, whatever it holds", () => {
  for (const example of sensitive) {
    for (const prefix of ["Re", "AW", "Fwd", "WG", "RE[2]", "TR", "RV", "R", "رد", "返信"]) {
      expect(recognise({ ...example, subject: `${prefix}: ${example.subject}` })).toBeNull();
    }
  }
});

test("a person's own words about such things stay business, whoever else would have been a machine", () => {
  const asPerson = sensitive.map((mail) => ({ ...mail, subject: "Your question" }));
  for (const mail of asPerson) expect(recognise({ ...mail, fromAddress: "bo.lind@customer.example" })).toBeNull();
});

test("any text is read, however odd or long", () => {
  const odd = [
    "",
    "\ud800",
    "İİİ 482913",
    "’".repeat(3_000),
    "1 ".repeat(50_000),
    `${"your ".repeat(20_000)}code 482913`,
  ];
  for (const text of odd) {
    for (const fromAddress of [null, "", "@", "no-reply@x.example", "bo@customer.example"]) {
      expect(recognise({ subject: text.slice(0, 500), text, fromAddress, fromName: text })).toBeNull();
    }
  }
});
