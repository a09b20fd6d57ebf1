import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { z } from "zod";
import { entities } from "#shared/crm/index.ts";
import {
  PROTOCOL_VERSION,
  pullRequest,
  pullResponse,
  pushRequest,
  pushResponse,
  streamEvent,
} from "#shared/protocol.ts";

const hashOf = (...schemas: z.ZodType[]) => {
  const text = JSON.stringify(schemas.map((schema) => z.toJSONSchema(schema, { io: "input", unrepresentable: "any" })));
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
};

/** Changing the wire means raising PROTOCOL_VERSION and pinning the new hash beside it. */
const pinned = { version: 1, wire: "a3909ddd3b0cc991", records: "7f75a137225dcdd8" };

test("the wire is the one its version number names", () => {
  const wire = hashOf(pushRequest, pushResponse, pullRequest, pullResponse, streamEvent);
  expect({ version: PROTOCOL_VERSION, wire }).toEqual({ version: pinned.version, wire: pinned.wire });
});

test("records on the wire are the ones the version number names", () => {
  expect(hashOf(...Object.values(entities).map((entity) => entity.schema))).toBe(pinned.records);
});
