import { expect, test } from "vitest";
import { findIdInJslog, isLocalId, legacyIdToInstant, parseLegacyId } from "./ids.ts";

test("an id is the same in hexadecimal and in decimal", () => {
  expect(parseLegacyId("16f438e906b36dac")).toBe("16f438e906b36dac");
  expect(parseLegacyId("#thread-f:1654009536642772396")).toBe("16f438e906b36dac");
  expect(parseLegacyId("msg-f:1654009536642772396")).toBe("16f438e906b36dac");
});

test("what no server made is no id", () => {
  for (const value of [null, "", "undefined", "null", "#msg-a:r123", "thread-f:undefined", "xyz", "16F438E906B36DAC"])
    expect(parseLegacyId(value)).toBeNull();
  expect(isLocalId("#msg-a:r123")).toBe(true);
  expect(isLocalId("undefined")).toBe(false);
});

test("an id tells when the mail came, where that can be", () => {
  expect(legacyIdToInstant("16f438e906b36dac")).toBe("2019-12-26T18:53:34.187Z");
  expect(legacyIdToInstant("00000000000000ff")).toBeNull();
  expect(legacyIdToInstant("ffffffffffffffff")).toBeNull();
});

test("an id is found in a jslog, and in nothing else that looks like one", () => {
  const log = `20277; u014N:xr6bB; 1:${btoa('["#thread-f:1654009536642772396"]')}; 4:${btoa('["#msg-f:1654009536642772397"]')}`;
  expect(findIdInJslog(log, "thread")).toBe("16f438e906b36dac");
  expect(findIdInJslog(log, "msg")).toBe("16f438e906b36dad");
  for (const other of [null, "", "1:!!!", `1:${btoa("[null,null,null,null]")}`, "A".repeat(20_000)])
    expect(findIdInJslog(other, "msg")).toBeNull();
});
