// How often one may try what must not be guessed.
import type { RequestHandler } from "express";
import { ipKeyGenerator, type Options, rateLimit } from "express-rate-limit";
import { AppError } from "#shared/errors.ts";
import { answerError } from "./errors.ts";
import type { Limited } from "./route.ts";

const WINDOW_MS = 15 * 60_000;
const TRIES_PER_NETWORK = 50;
const TRIES_PER_ADDRESS = 10;
/** Where every request counts: more than an office needs, less than fills a disk. */
const REQUESTS_PER_NETWORK = 300;

const shared: Partial<Options> = {
  windowMs: WINDOW_MS,
  standardHeaders: "draft-8",
  legacyHeaders: false,
  // Only failed tries count: a busy office behind one address signs in as often as it likes.
  skipSuccessfulRequests: true,
  handler: (request, response) => {
    const retryAfterMs = WINDOW_MS;
    answerError(
      request,
      response,
      new AppError("rate_limited", "Too many tries; wait a quarter of an hour", { retryAfterMs }),
    );
  },
};

/** Two counters per route: where the tries come from, and whom they are about. */
export function limiters(limited: Limited): RequestHandler[] {
  if (limited === false) return [];
  const isFlood = limited === "flood";
  const network = rateLimit({
    ...shared,
    skipSuccessfulRequests: !isFlood,
    limit: isFlood ? REQUESTS_PER_NETWORK : TRIES_PER_NETWORK,
    keyGenerator: (request) => ipKeyGenerator(request.ip ?? ""),
  });
  const address = rateLimit({
    ...shared,
    limit: TRIES_PER_ADDRESS,
    skip: (request) => addressOf(request.body) === "",
    keyGenerator: (request) => addressOf(request.body),
  });
  return [network, address];
}

function addressOf(body: unknown): string {
  const email = typeof body === "object" && body !== null && "email" in body ? body.email : undefined;
  return typeof email === "string" ? email.trim().toLowerCase().slice(0, 320) : "";
}
