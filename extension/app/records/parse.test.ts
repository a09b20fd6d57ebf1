import { describe, expect, test } from "vitest";
import type { FieldInfo, FieldKind } from "#shared/fields.ts";
import { isSameValue, parseInput, parsePhone, valueToInput } from "./parse.ts";

const info = (kind: FieldKind, nullable = false): FieldInfo => ({ kind, nullable });
const value = (parsed: ReturnType<typeof parseInput>) => (parsed.ok ? parsed.value : parsed.problem);

describe("what is typed", () => {
  test("an emptied field becomes null where that is allowed", () => {
    expect(value(parseInput(info("text", true), "  "))).toBe(null);
    expect(value(parseInput(info("day", true), ""))).toBe(null);
  });

  test("a name cannot be emptied", () => {
    expect(parseInput(info("text"), " ", { required: true })).toEqual({ ok: false, problem: "required", part: null });
  });

  test("a web address may be typed without its scheme", () => {
    expect(value(parseInput(info("url"), "norvik.example"))).toBe("https://norvik.example");
    expect(value(parseInput(info("url"), "http://norvik.example/a"))).toBe("http://norvik.example/a");
  });

  test.each(["javascript:alert(1)", "data:text/html,x", "norvik", "two words.example"])(
    "%s is not a web address",
    (text) => {
      expect(value(parseInput(info("url"), text))).toBe("notUrl");
    },
  );

  test("addresses are taken one per line or between commas, out of their brackets, once", () => {
    const typed = "Anna Berg <Anna@Norvik.example>, a@b.example\nmailto:a@b.example";
    expect(value(parseInput(info("emails"), typed))).toEqual(["anna@norvik.example", "a@b.example"]);
  });

  test("the address that is wrong is named", () => {
    expect(parseInput(info("emails"), "a@b.example, nobody")).toEqual({
      ok: false,
      problem: "notEmail",
      part: "nobody",
    });
  });

  test("all addresses may be taken away", () => {
    expect(value(parseInput(info("emails"), " \n"))).toEqual([]);
  });

  test.each([
    ["+46 8 555 012 34", "+46855501234"],
    ["0046 (0)8-555 012 34", "+46855501234"],
    ["tel:+46-8-555-01", "+46855501"],
    ["08 555 012", "08 555 012"],
    ["ext. 4", "ext. 4"],
  ])("the number %s is kept as %s", (typed, kept) => {
    expect(parsePhone(typed)).toBe(kept);
  });

  test("a day that does not exist is no day", () => {
    expect(value(parseInput(info("day"), "2026-02-30"))).toBe("notDay");
    expect(value(parseInput(info("day"), "2026-02-28"))).toBe("2026-02-28");
  });

  test("a choice must be one that is offered", () => {
    const choice: FieldInfo = { kind: "choice", nullable: false, options: ["lead", "customer"] };
    expect(value(parseInput(choice, "lead"))).toBe("lead");
    expect(value(parseInput(choice, "friend"))).toBe("notOffered");
  });
});

describe("what stands in the input", () => {
  test("an instant comes back as the same minute", () => {
    const at = "2026-11-12T09:30:00.000Z";
    expect(value(parseInput(info("instant"), valueToInput(info("instant"), at)))).toBe(at);
  });

  test("opening and leaving an instant with seconds changes nothing", () => {
    const at = "2026-11-12T09:30:41.250Z";
    const back = value(parseInput(info("instant"), valueToInput(info("instant"), at)));
    expect(isSameValue(info("instant"), at, back)).toBe(true);
  });

  test("lists stand one per line", () => {
    expect(valueToInput(info("emails"), ["a@b.example", "c@d.example"])).toBe("a@b.example\nc@d.example");
  });
});
