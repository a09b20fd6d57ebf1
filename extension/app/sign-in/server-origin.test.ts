import { expect, test } from "vitest";
import { findOrigin, originToPattern } from "./server-origin.ts";

test.each([
  ["kith.norvik.example", "https://kith.norvik.example"],
  [" https://kith.norvik.example/path ", "https://kith.norvik.example"],
  ["127.0.0.1:4750", "http://127.0.0.1:4750"],
  ["localhost:4750", "http://localhost:4750"],
  ["http://192.168.1.4:4750", "http://192.168.1.4:4750"],
])("%s is the server %s", (typed, origin) => {
  expect(findOrigin(typed)).toBe(origin);
});

test.each(["", "  ", "javascript:alert(1)", "ftp://kith.example", "two words"])("'%s' is no server", (typed) => {
  expect(findOrigin(typed)).toBe(null);
});

test("permission is asked for that host only, without its port", () => {
  expect(originToPattern("http://127.0.0.1:4750")).toBe("http://127.0.0.1/*");
});
