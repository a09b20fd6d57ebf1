import { expect, test } from "vitest";
import { browserOf } from "./user-agent.ts";

const chrome =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";

test.each([
  [chrome, "Chrome, Windows"],
  [`${chrome} Edg/141.0.0.0`, "Edge, Windows"],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox, Linux"],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.0 Safari/605.1.15",
    "Safari, macOS",
  ],
  ["curl/8.0", null],
  [null, null],
])("%s is told as %s", (userAgent, words) => {
  expect(browserOf(userAgent)).toBe(words);
});
