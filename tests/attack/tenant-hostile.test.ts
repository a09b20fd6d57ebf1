// No input makes the server fail: whatever is sent, the answer is a refusal in our own words.
import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { errorBody } from "#shared/api.ts";
import { findMutation, mutationNames } from "#shared/crm/index.ts";
import { PROTOCOL_VERSION } from "#shared/protocol.ts";
import { allEntities, anId, aRecord } from "../conformance/samples.ts";
import { databases, type TestDatabase } from "../conformance/tx-databases.ts";
import { aLead, aNote, openServer, type Person, request, type TestServer } from "../sync/server-people.ts";

/** More of them look deeper: KITH_FUZZ_RUNS=5000. */
const RUNS = Number(process.env.KITH_FUZZ_RUNS ?? 60);

/** Strings that somewhere, some time, broke a database, a parser or a log. */
const nasty = fc.oneof(
  { arbitrary: fc.string({ unit: "binary" }), weight: 3 },
  fc.constantFrom(
    "\0",
    "a\0b",
    "\ud800",
    "\udc00x",
    "\u202e",
    "\u001b[31m",
    "'; drop table contact; --",
    "%s%n",
    "{{7*7}}",
    "__proto__",
    "constructor",
    "NaN",
    "1e400",
    "-0",
    "9".repeat(400),
    "x".repeat(200_000),
    "é".normalize("NFD"),
    "\\u0000",
    '"}',
    "\r\nSet-Cookie: a=b",
    "../../etc/passwd",
    "0001-01-01T00:00:00.000Z",
    "9999-12-31T23:59:59.999Z",
    "275760-09-13T00:00:00.000Z",
    "2026-02-30T00:00:00.000Z",
    "1900-01-01T00:00:00.000Z",
    "FFFFFFFF-FFFF-4FFF-BFFF-FFFFFFFFFFFF",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "00000000-0000-0000-0000-000000000000",
    "a@b",
    "@",
    "a@b\0.de",
  ),
);

const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    nasty,
    fc.double(),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("any"), { maxLength: 4 }),
    fc.dictionary(
      fc.oneof(nasty, fc.constantFrom("id", "record", "changes", "from", "to", "__proto__", "$gt")),
      tie("any"),
      { maxKeys: 4 },
    ),
  ),
})).any;

/** Valid arguments per mutation, so that what is changed in them gets past the first check. */
const valid: Readonly<Record<string, () => Record<string, unknown>>> = {
  "contact.saveLead": aLead,
  "note.create": aNote,
  "activity.log": () => ({ id: randomUUID(), record: own("activity") }),
  "task.create": () => ({ id: randomUUID(), record: own("task") }),
  "company.create": () => ({ id: randomUUID(), record: own("company") }),
  "contact.create": () => ({ id: randomUUID(), record: own("contact") }),
  "contact.update": () => ({ id: anId(1), changes: { name: { from: "a", to: "b" } } }),
  "task.snooze": () => ({ id: anId(1), dueAt: "2026-01-01T00:00:00.000Z" }),
  undo: () => ({
    changes: allEntities.map((entity) => {
      const id = randomUUID();
      return { entity: entity.name, id, before: aRecord(entity, id), after: null };
    }),
  }),
};

function own(name: string) {
  const entity = allEntities.find((known) => known.name === name);
  if (!entity) throw new Error(name);
  const { id: _1, createdAt: _2, updatedAt: _3, createdBy: _4, updatedBy: _5, ...rest } = aRecord(entity, anId(1));
  return rest;
}

/** The same JSON with one thing in it replaced. */
const spoiled = fc.tuple(fc.constantFrom(...Object.keys(valid)), fc.nat(), value).map(([name, at, replacement]) => {
  const args = valid[name]?.() ?? {};
  const places: [Record<string, unknown>, string][] = [];
  const walk = (node: unknown) => {
    if (typeof node !== "object" || node === null) return;
    for (const key of Object.keys(node)) {
      places.push([node as Record<string, unknown>, key]);
      walk((node as Record<string, unknown>)[key]);
    }
  };
  walk(args);
  const place = places[at % places.length];
  if (place) place[0][place[1]] = replacement;
  return { name, args };
});

const anything = fc.tuple(fc.constantFrom(...mutationNames), value).map(([name, args]) => ({ name, args }));

describe.each(databases)("on $kind", ({ create }) => {
  let database: TestDatabase;
  let server: TestServer;
  let ann: Person;
  beforeAll(async () => {
    database = await create();
    server = await openServer(database);
    ann = await server.join("owner");
  });
  afterAll(async () => {
    await server?.close();
    await database?.drop();
  });

  test("mutations with anything in them are applied or refused, and the next one works", async () => {
    expect(mutationNames.every((name) => findMutation(name))).toBe(true);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(spoiled, anything), { minLength: 1, maxLength: 12 }), async (changes) => {
        const mutations = changes.map(({ name, args }) => ann.make(name, args));
        const body = JSON.stringify({ protocol: PROTOCOL_VERSION, clientId: ann.clientId, mutations });
        const answer = await ann.call("POST", "/api/sync/push", body);
        if (answer.status !== 200) ann.sequence -= mutations.length;
        expect([200, 400], answer.text).toContain(answer.status);
      }),
      { numRuns: RUNS },
    );
    expect((await ann.push("note.create", aNote())).refused).toEqual([]);
    expect((await ann.pullAll()).changes.length).toBeGreaterThan(0);
  });

  test("any JSON, on any route, is answered and not failed on", async () => {
    const posts = server.routes.filter(
      (route) => route.method === "post" && !route.limited && route.path !== "/api/auth/sign-out",
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...posts), value, async ({ path }, body) => {
        const answer = await ann.call("POST", path, JSON.stringify(body));
        const { code } = errorBody.parse(answer.json).error;
        // A vendor's hints may be any JSON; it is the vendor in the path that nobody knows.
        const refusal = path.startsWith("/push/") ? [404, "not_found"] : [400, "invalid"];
        expect([answer.status, code], `${path} ${answer.text}`).toEqual(refusal);
      }),
      { numRuns: RUNS * 2 },
    );
  });

  test("odd paths, parameters and queries are refused", async () => {
    const paths = [
      "/api/records/__proto__",
      "/api/records/constructor/x",
      "/api/records/contact/x",
      "/api/records/contact/%00",
      "/api/records/%00",
      "/api/records/contact?after=x",
      "/api/records/contact?limit=0",
      "/api/records/contact?limit=1e9",
      "/api/records/contact?limit[$gt]=1",
      "/api/records/contact?sort=name",
      "/api/records/contact?after=%00",
      `/api/records/contact/${"9".repeat(5_000)}`,
      "/api/records/contact/%E0%A4%A",
      "/api/records/%2e%2e/secret",
      "//api/session",
      "/api/session%00",
      "/api/../set-up%0d%0aX: y",
      "/api/sync/stream/../../x",
      "/%",
    ];
    for (const path of paths) {
      const answer = await ann.call("GET", path);
      expect([400, 404], `${path} ${answer.status} ${answer.text}`).toContain(answer.status);
      expect(answer.json.error.requestId).toBe(answer.headers.get("x-request-id"));
    }
  });

  test("bodies that are not what they say are refused", async () => {
    const path = `${server.url}/api/sync/pull`;
    const send = async (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>) => {
      const response = await fetch(path, { method: "POST", body, headers: { ...ann.headers, ...headers } });
      return [response.status, errorBody.parse(await response.json()).error.code];
    };
    const json = { "content-type": "application/json" };
    expect(await send("{", json)).toEqual([400, "invalid"]);
    expect(await send("", json)).toEqual([400, "invalid"]);
    expect(await send("null", json)).toEqual([400, "invalid"]);
    expect(await send('{"protocol":1', { "content-type": "text/plain" })).toEqual([415, "invalid"]);
    expect(await send("a=b", { "content-type": "application/x-www-form-urlencoded" })).toEqual([415, "invalid"]);
    expect(await send("{}", { "content-type": "application/json; charset=latin1" })).toEqual([415, "invalid"]);
    expect(await send("{}", { ...json, "content-encoding": "gzip" })).toEqual([415, "invalid"]);
    expect(await send(new Uint8Array([0xff, 0xfe, 0x00]), json)).toEqual([400, "invalid"]);
    expect(await send(`"${"x".repeat(1_100_000)}"`, json)).toEqual([413, "invalid"]);
    expect(await send("[".repeat(50_000) + "]".repeat(50_000), json)).toEqual([400, "invalid"]);
    const deep = `{"protocol":1,"clientId":"${randomUUID()}","mutations":[{"sequence":1,"id":"${randomUUID()}","name":"undo","args":${"[".repeat(20_000)}${"]".repeat(20_000)}}]}`;
    const answer = await ann.call("POST", "/api/sync/push", deep);
    expect([200, 400], answer.text).toContain(answer.status);
    const huge = await ann.call("POST", "/api/sync/push", `"${"x".repeat(9_000_000)}"`);
    expect(huge.status).toBe(413);
  });

  test("a body of eight megabytes is not read for somebody without a session", async () => {
    const answer = await request(`${server.url}/api/sync/push`, "POST", {}, "x".repeat(500_000));
    expect(answer.status).toBe(401);
  });

  test("other methods get 405 and what is allowed; unknown addresses 404", async () => {
    const put = await ann.call("PUT", "/api/session", {});
    expect([put.status, put.headers.get("allow")]).toEqual([405, "GET"]);
    for (const path of [
      "/",
      "/api",
      "/api/auth/sign-up/email",
      "/api/auth/get-session",
      "/api/auth/sign-in/email",
      "/.git/config",
      "/api/Session/x",
    ]) {
      expect((await ann.call("GET", path)).status, path).toBe(404);
    }
  });

  test("broken HTTP is answered with 400 and ends the connection", async () => {
    const { hostname, port } = new URL(server.url);
    const raw = (text: string) =>
      new Promise<string>((resolve) => {
        const socket = connect(Number(port), hostname, () => socket.write(text));
        let answer = "";
        socket.setEncoding("utf8").on("data", (data: string) => {
          answer += data;
        });
        socket.on("close", () => resolve(answer));
        socket.on("error", () => resolve(answer));
      });
    expect(await raw("GARBAGE\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /u);
    expect(await raw(`GET / HTTP/1.1\r\nHost: x\r\nX: ${"y".repeat(100_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /u);
    const smuggled =
      "POST /api/sync/pull HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n";
    expect(await raw(smuggled)).toMatch(/^HTTP\/1\.1 400 /u);
  });

  test("every answer forbids caching, framing and guessing its type, and says which request it was", async () => {
    for (const path of ["/api/session", "/healthz", "/nope", "/set-up", "/invite"]) {
      const { headers } = await ann.call("GET", path);
      expect(headers.get("cache-control"), path).toBe("no-store");
      expect(headers.get("x-content-type-options"), path).toBe("nosniff");
      expect(headers.get("content-security-policy"), path).toContain("frame-ancestors 'none'");
      expect(headers.get("x-request-id"), path).toMatch(/^[0-9a-f-]{36}$/u);
      expect(headers.get("x-powered-by"), path).toBeNull();
    }
  });
});
