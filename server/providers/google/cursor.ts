// Cursors as their callers see them: opaque, and dead where they are not of our making.
import { createHash } from "node:crypto";
import type { z } from "zod";
import { parseJson } from "./client.ts";

export const writeCursor = (state: object): string => Buffer.from(JSON.stringify(state)).toString("base64url");

/** Undefined for another version's, another vendor's, or nobody's. */
export function parseCursor<T>(schema: z.ZodType<T>, cursor: string): T | undefined {
  return schema.safeParse(parseJson(Buffer.from(cursor, "base64url").toString())).data;
}

/** A short name of what a cursor was made for, so that it is never used for something else. */
export const keyOf = (value: unknown): string =>
  createHash("sha256").update(JSON.stringify(value)).digest("base64url").slice(0, 22);
