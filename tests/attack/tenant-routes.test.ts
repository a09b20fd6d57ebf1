// Every route with every kind of caller who must not get through, out of the table of routes itself.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WORKSPACE_HEADER } from "#shared/api.ts";
import { entityNames } from "#shared/crm/index.ts";
import { EXTENSION_ID } from "#shared/extension-id.ts";
import { PROTOCOL_VERSION } from "#shared/protocol.ts";
import type { Route } from "../../server/http/route.ts";
import { transact } from "../../server/store/database.ts";
import { databases, type TestDatabase } from "../conformance/tx-databases.ts";
import { aLead, openServer, PASSWORD, Person, request, type TestServer } from "../sync/server-people.ts";

interface Case {
  /** Makes the path and body of a request that would succeed for `person`. */
  make(person: Person): { path: string; body?: unknown };
}

const push = (person: Person) => ({
  protocol: PROTOCOL_VERSION,
  clientId: person.clientId,
  mutations: [{ sequence: 1, id: randomUUID(), at: new Date().toISOString(), name: "contact.saveLead", args: aLead() }],
});

const since = "2026-01-01T00:00:00.000Z";
const ofMailbox = (rest: string, body?: unknown): Case => ({
  make: () => ({ path: `/api/mailboxes/${randomUUID()}/${rest}`, ...(body !== undefined && { body }) }),
});
const somebody = [{ name: "Bo", address: "bo@example.com" }];
const mail = {
  id: randomUUID(),
  mailboxId: randomUUID(),
  to: somebody,
  cc: [],
  subject: "",
  text: "",
  inReplyTo: null,
};
const meeting = {
  id: randomUUID(),
  mailboxId: randomUUID(),
  title: "Call",
  startsAt: since,
  endsAt: "2026-01-01T01:00:00.000Z",
  timeZone: "UTC",
  text: "",
  location: null,
  attendees: somebody,
  wantsVideo: false,
};

/** One line per route; a route without one fails. */
const cases: Readonly<Record<string, Case>> = {
  "get /api/mailboxes": { make: () => ({ path: "/api/mailboxes" }) },
  "get /api/mailboxes/:id/places": ofMailbox("places"),
  "post /api/mailboxes/:id/estimate": ofMailbox("estimate", { since, placeIds: null }),
  "post /api/mailboxes/:id/start": ofMailbox("start", { since, placeIds: null, sharing: "nothing" }),
  "post /api/mailboxes/:id/backfill": ofMailbox("backfill", { since }),
  "post /api/mailboxes/:id/pause": ofMailbox("pause"),
  "post /api/mailboxes/:id/resume": ofMailbox("resume"),
  "post /api/mailboxes/:id/sync": ofMailbox("sync"),
  "post /api/mailboxes/:id/sharing": ofMailbox("sharing", { sharing: "nothing" }),
  "get /api/mailboxes/:id/ledger": ofMailbox("ledger"),
  "post /api/mailboxes/:id/ledger/retry": ofMailbox("ledger/retry", {}),
  "get /api/threads": { make: () => ({ path: "/api/threads?threadKey=gmail:1" }) },
  "post /api/mailboxes/:id/send": ofMailbox("send", mail),
  "get /api/mailboxes/:id/busy": ofMailbox(`busy?from=${since}&to=2026-01-02T00:00:00.000Z`),
  "post /api/mailboxes/:id/schedule": ofMailbox("schedule", meeting),
  "post /api/auth/sign-out": { make: () => ({ path: "/api/auth/sign-out" }) },
  "get /api/session": { make: () => ({ path: "/api/session" }) },
  "get /api/sessions": { make: () => ({ path: "/api/sessions" }) },
  "delete /api/sessions/:id": { make: () => ({ path: "/api/sessions/nobodys" }) },
  "get /api/invitations": { make: () => ({ path: "/api/invitations" }) },
  "post /api/invitations": {
    make: () => ({ path: "/api/invitations", body: { email: `${randomUUID()}@example.com`, role: "rep" } }),
  },
  "delete /api/invitations/:id": { make: () => ({ path: `/api/invitations/${randomUUID()}` }) },
  "post /api/mailboxes/connect": {
    make: () => ({ path: "/api/mailboxes/connect", body: { vendor: "google", features: ["mail"], mailboxId: null } }),
  },
  "delete /api/mailboxes/:id": { make: () => ({ path: `/api/mailboxes/${randomUUID()}` }) },
  "post /api/sync/push": { make: (person) => ({ path: "/api/sync/push", body: push(person) }) },
  "post /api/sync/pull": {
    make: (person) => ({
      path: "/api/sync/pull",
      body: { protocol: PROTOCOL_VERSION, clientId: person.clientId, cursor: null },
    }),
  },
  "get /api/sync/stream": { make: () => ({ path: "/api/sync/stream" }) },
  "get /api/records/:entity": { make: () => ({ path: "/api/records/contact" }) },
  "get /api/records/:entity/:id": { make: () => ({ path: `/api/records/contact/${randomUUID()}` }) },
};

describe.each(databases)("on $kind", ({ create }) => {
  let database: TestDatabase;
  let server: TestServer;
  let ann: Person;
  let routes: readonly Route[];
  beforeAll(async () => {
    database = await create();
    server = await openServer(database);
    ann = await server.join("owner");
    routes = server.routes;
  });
  afterAll(async () => {
    await server?.close();
    await database?.drop();
  });

  const name = (route: Route) => `${route.method} ${route.path}`;
  const guarded = () => routes.filter((route) => route.access !== "public");
  const ofWorkspace = () => routes.filter((route) => route.access === "member" || route.access === "owner");

  async function attempt(route: Route, as: Person, headers: Record<string, string> = {}) {
    const made = cases[name(route)]?.make(as);
    if (!made) throw new Error(`${name(route)} has no case`);
    return as.call(route.method.toUpperCase(), made.path, made.body, headers);
  }

  async function refusals(list: readonly Route[], as: Person, headers?: Record<string, string>) {
    const answers: Record<string, string> = {};
    for (const route of list) {
      const { status, json } = await attempt(route, as, headers);
      answers[name(route)] = `${status} ${json?.error?.code}`;
    }
    return new Set(Object.values(answers));
  }

  test("the table has routes of every access, each with a case, and nothing else is public", () => {
    expect(guarded().map(name).sort()).toEqual(Object.keys(cases).sort());
    const open = routes.filter((route) => route.access === "public").map(name);
    expect(open.sort()).toEqual([
      "get /api/openapi.json",
      "get /api/vendors",
      "get /connect/:vendor/callback",
      "get /healthz",
      "get /readyz",
      "post /api/auth/sign-in",
      "post /api/auth/vendor/finish",
      "post /api/auth/vendor/start",
      "post /api/invitations/accept",
      "post /api/mailboxes/confirm",
      "post /api/set-up",
      "post /push/:vendor",
    ]);
  });

  test("no token, half a token, a changed or foreign one: 401 everywhere", async () => {
    const [token = "", signature = ""] = ann.token.split(".");
    const tokens = [
      "",
      "x",
      token,
      `${token}.`,
      // The first letter: of the last one before the "=" two bits mean nothing.
      `${token}.${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`,
      `${token}x.${signature}`,
      `${"a".repeat(32)}.${signature}`,
    ];
    for (const wrong of tokens) {
      expect(await refusals(guarded(), new Person(server.url, wrong, ann)), wrong).toEqual(
        new Set(["401 unauthenticated"]),
      );
    }
    for (const scheme of ["Basic", "bearer\t", ""]) {
      const headers = { authorization: `${scheme} ${ann.token}` };
      expect(await refusals(guarded(), ann, headers)).toEqual(new Set(["401 unauthenticated"]));
    }
    const cookie = { authorization: "", cookie: `better-auth.session_token=${encodeURIComponent(ann.token)}` };
    expect(await refusals(guarded(), ann, cookie)).toEqual(new Set(["401 unauthenticated"]));
  });

  test("an ended and an expired session: 401 everywhere, from the next request on", async () => {
    const bob = await server.join("owner", ann.workspaceId);
    expect((await bob.call("GET", "/api/session")).status).toBe(200);
    expect((await bob.call("POST", "/api/auth/sign-out")).status).toBe(204);
    expect(await refusals(guarded(), bob)).toEqual(new Set(["401 unauthenticated"]));
    const carl = await server.join("owner", ann.workspaceId);
    await server.database.prisma.session.updateMany({
      where: { token: carl.token.split(".")[0] ?? "" },
      data: { expiresAt: new Date(Date.now() - 1) },
    });
    expect(await refusals(guarded(), carl)).toEqual(new Set(["401 unauthenticated"]));
  });

  test("another workspace, and one that does not exist: the same 403 everywhere", async () => {
    const stranger = await server.join("owner");
    for (const workspaceId of [ann.workspaceId, randomUUID()]) {
      const headers = { [WORKSPACE_HEADER]: workspaceId };
      expect(await refusals(ofWorkspace(), stranger, headers)).toEqual(new Set(["403 forbidden"]));
    }
    for (const workspaceId of ["", "x", `${ann.workspaceId}'`, `{${ann.workspaceId}}`]) {
      const headers = { [WORKSPACE_HEADER]: workspaceId };
      expect(await refusals(ofWorkspace(), stranger, headers), workspaceId).toEqual(new Set(["400 invalid"]));
    }
  });

  test("a disabled member: 403 everywhere, from the next request on, and no new session", async () => {
    const bob = await server.join("owner", ann.workspaceId);
    const [user] = await transact(
      server.database,
      { workspaceId: ann.workspaceId },
      (prisma) =>
        prisma.$queryRaw<{ email: string }[]>`
        select "user"."email" from "membership" m join "user" on "user"."id" = m."userId" where m."memberId" = ${bob.memberId}::uuid`,
    );
    await ann.push("member.setDisabled", { id: bob.memberId, disabled: true });
    expect(await refusals(ofWorkspace(), bob)).toEqual(new Set(["403 forbidden"]));
    const again = await request(
      `${server.url}/api/auth/sign-in`,
      "POST",
      {},
      { email: user?.email, password: PASSWORD },
    );
    expect([again.status, again.json.error.code]).toEqual([403, "forbidden"]);
    await ann.push("member.setDisabled", { id: bob.memberId, disabled: false });
    expect((await bob.call("GET", "/api/records/contact")).status).toBe(200);
  });

  test("a lower role: 403 on what is the owner's", async () => {
    const owners = routes.filter((route) => route.access === "owner");
    expect(owners.length).toBeGreaterThan(0);
    for (const role of ["rep", "manager"] as const) {
      const bob = await server.join(role, ann.workspaceId);
      expect(await refusals(owners, bob)).toEqual(new Set(["403 forbidden"]));
    }
    const carl = await server.join("owner", ann.workspaceId);
    await ann.push("member.setRole", { id: carl.memberId, role: "rep" });
    expect(await refusals(owners, carl)).toEqual(new Set(["403 forbidden"]));
  });

  test("another workspace's id is answered like one that does not exist", async () => {
    const stranger = await server.join("owner");
    const lead = aLead();
    await stranger.push("contact.saveLead", lead);
    const invitation = await stranger.call("POST", "/api/invitations", { email: "x@example.com", role: "rep" });
    const [session] = (await stranger.call("GET", "/api/sessions")).json;
    const like = async (method: string, path: (id: string) => string, foreign: string, missing: string) => {
      const [one, other] = [await ann.call(method, path(foreign)), await ann.call(method, path(missing))];
      const { requestId: _one, ...first } = one.json.error;
      const { requestId: _other, ...second } = other.json.error;
      expect([one.status, first]).toEqual([404, second]);
      expect(other.status).toBe(404);
    };
    for (const entity of entityNames) await like("GET", (id) => `/api/records/${entity}/${id}`, lead.id, randomUUID());
    await like("DELETE", (id) => `/api/invitations/${id}`, invitation.json.id, randomUUID());
    await like("DELETE", (id) => `/api/sessions/${id}`, session.id, "a".repeat(32));
    expect((await stranger.call("GET", "/api/session")).status).toBe(200);
  });

  test("mutations that name another workspace's records find nobody and change nothing", async () => {
    const stranger = await server.join("owner");
    const lead = aLead();
    await stranger.push("contact.saveLead", lead);
    const image = await stranger.find("contact", lead.id);
    const answer = await ann.send([
      ann.make("contact.update", { id: lead.id, changes: { name: { from: "Bo Lind", to: "Mine" } } }),
      ann.make("contact.remove", { id: lead.id }),
      ann.make("contact.setLifecycle", { ids: [lead.id], lifecycle: "former" }),
      ann.make("note.create", { id: randomUUID(), record: { text: "x", contactId: lead.id, companyId: null } }),
      ann.make("undo", { changes: [{ entity: "contact", id: lead.id, before: null, after: image }] }),
      ann.make("member.setDisabled", { id: stranger.memberId, disabled: true }),
    ]);
    const codes = answer.refused.map((refused) => refused.error.code);
    expect(codes).toEqual(["not_found", "not_found", "conflict", "not_found"]);
    expect(await stranger.find("contact", lead.id)).toEqual(image);
    // The same id in one's own workspace is one's own record.
    await ann.push("contact.saveLead", { ...lead, name: "My Bo" });
    expect(await ann.find("contact", lead.id)).toMatchObject({ name: "My Bo" });
    expect(await stranger.find("contact", lead.id)).toEqual(image);
  });

  test("only our own extension may read answers from another origin", async () => {
    const ours = `chrome-extension://${EXTENSION_ID}`;
    const origins = [
      "null",
      "https://evil.test",
      "https://mail.google.com",
      `chrome-extension://${EXTENSION_ID.slice(1)}a`,
      `${ours}.evil.test`,
      `${ours}/`,
      `${ours} https://evil.test`,
      ours.toUpperCase(),
      `http://${EXTENSION_ID}`,
      "moz-extension://x",
      "file://",
      server.url,
      "http://localhost",
      `chrome-extension://evil/${EXTENSION_ID}`,
      "chrome-extension://",
      "*",
      "http://127.0.0.1:1",
      `https://${EXTENSION_ID}.chromiumapp.org`,
      "data:",
      "about:blank",
    ];
    for (const origin of origins) {
      for (const method of ["GET", "OPTIONS"]) {
        const { headers } = await ann.call(method, "/api/session", undefined, { origin });
        expect(headers.get("access-control-allow-origin"), origin).toBeNull();
      }
    }
    const preflight = await request(`${server.url}/api/sync/push`, "OPTIONS", {
      origin: ours,
      "access-control-request-method": "POST",
      "access-control-request-headers": `authorization,content-type,${WORKSPACE_HEADER}`,
    });
    expect([preflight.status, preflight.headers.get("access-control-allow-origin")]).toEqual([204, ours]);
    expect(preflight.headers.get("access-control-allow-credentials")).toBeNull();
    expect(
      (await ann.call("GET", "/api/session", undefined, { origin: ours })).headers.get("access-control-allow-origin"),
    ).toBe(ours);
  });

  test("the document describes every route, and nothing that is not there", async () => {
    const { json } = await request(`${server.url}/api/openapi.json`, "GET", {});
    expect(json.openapi).toBe("3.1.0");
    const described = Object.entries<Record<string, unknown>>(json.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method} ${path.replaceAll(/\{(\w+)\}/gu, ":$1")}`),
    );
    expect(described.sort()).toEqual(routes.map(name).sort());
    expect(json.paths["/api/sync/push"].post.requestBody.content["application/json"].schema.required).toContain(
      "clientId",
    );
    expect(
      json.paths["/api/records/{entity}"].get.parameters.map((parameter: { name: string }) => parameter.name),
    ).toEqual([WORKSPACE_HEADER, "entity", "after", "limit"]);
  });
});
