import { describe, expect, test } from "vitest";
import { decodeText, decodeWords, storable } from "./text.ts";

const latin1 = (text: string) => Buffer.from(text, "latin1");

describe("bytes become text", () => {
  test.each([
    ["the charset that is named", latin1("Gr\xfc\xdfe"), "iso-8859-1", "Grüße"],
    ["UTF-8 in spite of what is named, for so the API gives it", Buffer.from("Grüße"), "windows-1252", "Grüße"],
    ["UTF-8 where none is named", Buffer.from("東京"), null, "東京"],
    ["bytes of Windows that claim to be UTF-8", latin1("\x93Zitat\x94"), "utf-8", "“Zitat”"],
    ["Cyrillic", Buffer.from([0xf0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4]), "koi8-r", "Привет"],
    ["Japanese by escapes", latin1("\x1b$BElO)\x1b(B!"), "ISO-2022-JP", "東路!"],
    ["Japanese that the API has turned into UTF-8 already", Buffer.from("東京"), "ISO-2022-JP", "東京"],
    ["a charset nobody has heard of", latin1("caf\xe9"), "x-klingon", "café"],
    ["nothing", Buffer.alloc(0), "utf-8", ""],
  ])("%s", (_name, bytes, charset, expected) => {
    expect(decodeText(bytes, charset)).toBe(expected);
  });
});

describe("encoded words become text", () => {
  test.each([
    ["plain = and ? stay", "plain = and ? stay"],
    ["=?utf-8?Q?Gr=C3=BC=C3=9Fe?=", "Grüße"],
    ["=?UTF-8?B?5p2x5Lqs?= Tower", "東京 Tower"],
    ["=?iso-8859-1?q?M=FCller?= =?iso-8859-1?q?_=26_Co?=", "Müller & Co"],
    ["=?utf-8?B?5p0=?=\r\n =?utf-8?B?seS6rA==?=", "東京"],
    ["=?utf-8?Q?a?= b =?utf-8?Q?c?=", "a b c"],
    ["=?utf-8*de?Q?Gr=C3=BC=C3=9Fe?=", "Grüße"],
    ["=?utf-8?X?a?=", "=?utf-8?X?a?="],
    ["=?utf-8?Q?open", "=?utf-8?Q?open"],
    ["Re: =?x-klingon?Q?caf=E9?=", "Re: café"],
  ])("%j", (given, expected) => {
    expect(decodeWords(given)).toBe(expected);
  });

  test("a line of nothing but beginnings is done with at once", () => {
    const line = "=?utf-8?Q?".repeat(20_000);
    expect(decodeWords(line)).toBe(line);
  });
});

test("what no database keeps is left out", () => {
  expect(storable("a\0b\ud800c\udc00d🗼e")).toBe("abcd🗼e");
});
