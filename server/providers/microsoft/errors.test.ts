import { expect, test } from "vitest";
import { isDeadLink, type Refusal, refusalToError } from "./errors.ts";

const says = (status: number, code = "", message = "", retryAfter: string | null = null): Refusal => ({
  status,
  retryAfter,
  body: { error: { code, message } },
});

test.each([
  [401, "InvalidAuthenticationToken", "unauthenticated"],
  [403, "ErrorAccessDenied", "forbidden"],
  [404, "ErrorItemNotFound", "not_found"],
  [404, "MailboxNotEnabledForRESTAPI", "forbidden"],
  [400, "ErrorInvalidIdMalformed", "invalid"],
  [408, "", "unavailable"],
  [409, "ErrorIrresolvableConflict", "unavailable"],
  [500, "ErrorInternalServerError", "unavailable"],
  [503, "ServiceUnavailable", "unavailable"],
  [429, "", "rate_limited"],
] as const)("%i %s is %s", (status, code, expected) => {
  expect(refusalToError(says(status, code)).code).toBe(expected);
});

test.each([
  [403, "ApplicationThrottled", ""],
  [503, "MailboxConcurrency", ""],
  [400, "ErrorRequest", "Application is over its MailboxConcurrency limit."],
])("throttling is known by its words when it comes as %i", (status, code, message) => {
  expect(refusalToError(says(status, code, message)).code).toBe("rate_limited");
});

test("a wait is taken as it stands, in seconds or as a date, however long", () => {
  expect(refusalToError(says(429, "", "", "7")).retryAfterMs).toBe(7_000);
  expect(refusalToError(says(429, "", "", "3600")).retryAfterMs).toBe(3_600_000);
  const inTenMinutes = new Date(Date.now() + 600_000).toUTCString();
  const wait = refusalToError(says(429, "", "", inTenMinutes)).retryAfterMs;
  expect(wait).toBeGreaterThan(590_000);
  expect(wait).toBeLessThanOrEqual(600_000);
});

test("a wait that is not told is not made up", () => {
  expect(refusalToError(says(429)).retryAfterMs).toBeUndefined();
  expect(refusalToError(says(429, "", "", "soon")).retryAfterMs).toBeUndefined();
  expect(refusalToError(says(503)).retryAfterMs).toBeUndefined();
  expect(refusalToError(says(503, "", "", "5")).retryAfterMs).toBe(5_000);
});

test("the vendor's own words travel as the cause, and none of them to the person", () => {
  const error = refusalToError(says(403, "ErrorAccessDenied", "Access is denied to lena@kontor.example."));
  expect(error.message).not.toContain("lena");
  expect(String(error.cause)).toContain("403 ErrorAccessDenied Access is denied to lena@kontor.example.");
});

test.each([400, 403, 404, 410, 503])("%i without Microsoft's words is of something on the way", (status) => {
  expect(refusalToError({ status, retryAfter: null, body: null }).code).toBe("unavailable");
  expect(refusalToError({ status, retryAfter: null, body: {} }).code).toBe("unavailable");
});

test.each([
  [410, "SyncStateNotFound", true],
  [410, "", true],
  [410, "resyncRequired", true],
  [400, "syncStateNotFound", true],
  [404, "SyncStateInvalid", true],
  [400, "ErrorInvalidRequest", false],
  [404, "ErrorItemNotFound", false],
  [503, "syncStateNotFound", false],
])("a link behind %i %s is dead: %s", (status, code, isDead) => {
  expect(isDeadLink(refusalToError(says(status, code)))).toBe(isDead);
});
