import { describe, expect, test } from "vitest";
import { failureOf } from "./errors.ts";

const refusal = (status: number, reason: string, message = "No", more: object = {}) => ({
  status,
  headers: new Headers(),
  body: { error: { code: status, message, errors: [{ domain: "usageLimits", reason, message }], ...more } },
});

describe("what Google refuses with becomes one of our codes", () => {
  test.each([
    "rateLimitExceeded",
    "userRateLimitExceeded",
    "dailyLimitExceeded",
    "quotaExceeded",
    "RATE_LIMIT_EXCEEDED",
  ])("403 %s asks for a pause", (reason) => {
    expect(failureOf(refusal(403, reason)).code).toBe("rate_limited");
  });

  test.each(["domainPolicy", "insufficientPermissions", "accessNotConfigured", "forbidden", ""])(
    "403 %s is a right that is missing",
    (reason) => {
      expect(failureOf(refusal(403, reason)).code).toBe("forbidden");
    },
  );

  test("the newer shape, with details instead of errors, is read as well", () => {
    const body = {
      error: {
        code: 403,
        message: "Slow down",
        status: "PERMISSION_DENIED",
        details: [{ reason: "RATE_LIMIT_EXCEEDED" }],
      },
    };
    expect(failureOf({ status: 403, headers: new Headers(), body }).code).toBe("rate_limited");
    const scopes = { error: { ...body.error, details: [{ reason: "ACCESS_TOKEN_SCOPE_INSUFFICIENT" }] } };
    expect(failureOf({ status: 403, headers: new Headers(), body: scopes }).code).toBe("forbidden");
  });

  test.each([
    [400, "failedPrecondition", "unavailable"],
    [400, "invalidArgument", "invalid"],
    [401, "authError", "unauthenticated"],
    [404, "notFound", "not_found"],
    [409, "duplicate", "conflict"],
    [410, "fullSyncRequired", "not_found"],
    [429, "rateLimitExceeded", "rate_limited"],
    [500, "backendError", "unavailable"],
    [503, "backendError", "unavailable"],
  ])("%i %s is %s", (status, reason, code) => {
    expect(failureOf(refusal(status, reason)).code).toBe(code);
  });

  test.each([400, 403, 404, 410])("a page of HTML with %i says nothing about what was asked for", (status) => {
    const answer = { status, headers: new Headers(), body: "<html>blocked</html>" };
    expect(failureOf(answer).code).toBe("unavailable");
  });

  test("the vendor's words travel as the cause, and not in what a person reads", () => {
    const failure = failureOf(refusal(403, "domainPolicy", "The domain administrators have disabled Gmail apps."));
    expect((failure.cause as Error).message).toContain("The domain administrators have disabled Gmail apps.");
    expect(failure.message).not.toContain("domain administrators");
  });
});

describe("when to come back", () => {
  const waitOf = (retryAfter: string, message = "", date?: string) => {
    const headers = new Headers({ ...(retryAfter && { "retry-after": retryAfter }), ...(date && { date }) });
    return failureOf({ ...refusal(429, "rateLimitExceeded", message), headers }).retryAfterMs;
  };
  const noon = "Fri, 20 Mar 2026 12:00:00 GMT";

  test.each([
    ["7", "", 7_000],
    ["0.5", "", 500],
    ["86400", "", 86_400_000],
    ["Fri, 20 Mar 2026 12:05:00 GMT", "", 300_000],
    ["Fri, 20 Mar 2026 11:59:00 GMT", "", 0],
    ["", "User-rate limit exceeded.  Retry after 2026-03-20T12:00:30.500Z", 30_500],
    ["", "User-rate limit exceeded.  Retry after 2026-03-20T12:10:00.000Z (Mail sending)", 600_000],
    ["soon", "", undefined],
    ["", "", undefined],
  ])("%j %j", (header, message, expected) => {
    expect(waitOf(header, message, noon)).toBe(expected);
  });

  test("a date counts by the vendor's clock, and by ours where it tells none", () => {
    expect(waitOf("Fri, 20 Mar 2026 12:00:10 GMT", "", noon)).toBe(10_000);
    const inAnHour = new Date(Date.now() + 3_600_000).toUTCString();
    expect(waitOf(inAnHour)).toBeGreaterThan(3_500_000);
  });

  test("only where waiting helps", () => {
    const headers = new Headers({ "retry-after": "5" });
    expect(failureOf({ ...refusal(403, "domainPolicy"), headers }).retryAfterMs).toBeUndefined();
    expect(failureOf({ ...refusal(503, "backendError"), headers }).retryAfterMs).toBe(5_000);
  });
});
