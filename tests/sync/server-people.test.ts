// How people come in and are kept out.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openAuth } from "../../server/auth/auth.ts";
import { verifyBearer } from "../../server/auth/token.ts";
import { databases, type TestDatabase } from "../conformance/tx-databases.ts";
import { openServer, PASSWORD, Person, request, type TestServer } from "./server-people.ts";

describe.each(databases)("on $kind", ({ create }) => {
  let database: TestDatabase;
  let server: TestServer;
  beforeAll(async () => {
    database = await create();
    server = await openServer(database);
  });
  afterAll(async () => {
    await server?.close();
    await database?.drop();
  });

  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    request(server.url + path, "POST", headers, body);

  test("the link of the first start makes one workspace, once", async () => {
    const token = new URL(server.setUpLink ?? "").hash.slice(1);
    const wanted = { token, workspaceName: "Acme", name: "Ann", email: "Ann@Example.com", password: PASSWORD };
    expect((await post("/api/set-up", { ...wanted, token: "guess" })).status).toBe(403);
    expect((await post("/api/set-up", { ...wanted, password: "short" })).json.error.fields[0].path).toBe("password");
    expect((await post("/api/set-up", { ...wanted, role: "owner" })).status).toBe(400);
    const both = await Promise.all([post("/api/set-up", wanted), post("/api/set-up", wanted)]);
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const ann = await server.signIn("ann@example.com");
    expect((await ann.call("GET", "/api/session")).json.memberships).toMatchObject([
      { workspaceName: "Acme", role: "owner" },
    ]);
    expect((await ann.pullAll()).changes).toMatchObject([
      { entity: "member", record: { role: "owner", emails: ["ann@example.com"], createdBy: null } },
    ]);
  });

  test("an invitation lets one person in, once", async () => {
    const ann = await server.join("owner");
    const email = `new-${randomUUID()}@example.com`;
    const first = await ann.call("POST", "/api/invitations", { email, role: "rep" });
    const second = await ann.call("POST", "/api/invitations", { email: email.toUpperCase(), role: "manager" });
    const accept = (link: string, more = {}) =>
      post("/api/invitations/accept", { token: new URL(link).hash.slice(1), name: "New", password: PASSWORD, ...more });
    expect((await accept(first.json.link)).status).toBe(404);
    expect((await ann.call("GET", "/api/invitations")).json).toHaveLength(1);
    const { cursor } = await ann.pullAll();
    const both = await Promise.all([accept(second.json.link), accept(second.json.link)]);
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 404]);
    expect((await ann.pull(cursor)).changes).toMatchObject([
      { entity: "member", record: { role: "manager", emails: [email] } },
    ]);
    expect((await server.signIn(email)).workspaceId).toBe(ann.workspaceId);
    expect((await ann.call("GET", "/api/invitations")).json).toEqual([]);
    expect((await ann.call("POST", "/api/invitations", { email, role: "rep" })).status).toBe(409);
  });

  test("an invitation that is revoked or old lets nobody in", async () => {
    const ann = await server.join("owner");
    const [revoked, old] = [
      await ann.call("POST", "/api/invitations", { email: `a-${randomUUID()}@example.com`, role: "rep" }),
      await ann.call("POST", "/api/invitations", { email: `b-${randomUUID()}@example.com`, role: "rep" }),
    ];
    expect((await ann.call("DELETE", `/api/invitations/${revoked.json.id}`)).status).toBe(204);
    await server.database.prisma.$transaction(async (prisma) => {
      await prisma.$queryRaw`select set_config('app.workspace', ${ann.workspaceId}, true)`;
      await prisma.invitation.updateMany({ where: { id: old.json.id }, data: { expiresAt: new Date(Date.now() - 1) } });
    });
    for (const { json } of [revoked, old]) {
      const token = new URL(json.link).hash.slice(1);
      expect((await post("/api/invitations/accept", { token, name: "X", password: PASSWORD })).status).toBe(404);
    }
  });

  test("somebody with an account accepts with its password, and with no other", async () => {
    const [ann, bob] = [await server.join("owner"), await server.join("owner")];
    const { user } = (await bob.call("GET", "/api/session")).json;
    const { json } = await ann.call("POST", "/api/invitations", { email: user.email, role: "rep" });
    const body = { token: new URL(json.link).hash.slice(1), name: "Bob", password: "another password" };
    expect((await post("/api/invitations/accept", body)).status).toBe(403);
    expect((await post("/api/invitations/accept", { ...body, password: PASSWORD })).status).toBe(200);
    expect((await bob.call("GET", "/api/session")).json.memberships).toHaveLength(2);
  });

  test("sessions are listed without their tokens, and end one by one", async () => {
    const ann = await server.join("owner");
    const { user } = (await ann.call("GET", "/api/session")).json;
    const other = await server.signIn(user.email);
    const list = await ann.call("GET", "/api/sessions");
    expect(list.json.map((session: { current: boolean }) => session.current)).toEqual([false, true]);
    expect(list.text).not.toContain(ann.token.split(".")[0]);
    const [theirs] = list.json;
    expect((await ann.call("DELETE", `/api/sessions/${theirs.id}`)).status).toBe(204);
    expect((await other.call("GET", "/api/session")).status).toBe(401);
    expect((await ann.call("GET", "/api/session")).status).toBe(200);
  });

  test("a wrong password and an unknown address get the same answer, in much the same time", async () => {
    const ann = await server.join("owner");
    const { user } = (await ann.call("GET", "/api/session")).json;
    const time = async (email: string) => {
      const from = performance.now();
      const answer = await post("/api/auth/sign-in", { email, password: "wrong password" });
      return {
        ms: performance.now() - from,
        status: answer.status,
        code: answer.json.error.code,
        message: answer.json.error.message,
      };
    };
    await time(user.email);
    const known = await time(user.email);
    const unknown = await time(`nobody-${randomUUID()}@example.com`);
    expect({ ...unknown, ms: 0 }).toEqual({ ...known, ms: 0 });
    expect(known.status).toBe(401);
    // A machine under load is noisy; an answer without hashing would be twenty times faster.
    expect(unknown.ms / known.ms).toBeGreaterThan(0.25);
  });

  test("a session in use is prolonged once a day, and its token stays", async () => {
    const ann = await server.join("owner");
    const where = { token: ann.token.split(".")[0] ?? "" };
    const soon = new Date(Date.now() + 3_600_000);
    const yesterday = new Date(Date.now() - 2 * 86_400_000);
    await server.database.prisma.$executeRaw`
      update "session" set "expiresAt" = ${soon}, "updatedAt" = ${yesterday} where "token" = ${where.token}`;
    await ann.call("GET", "/api/records/contact");
    await vi.waitFor(async () => {
      const session = await server.database.prisma.session.findUniqueOrThrow({ where });
      expect(session.expiresAt.getTime()).toBeGreaterThan(Date.now() + 29 * 86_400_000);
    }, 5_000);
    expect((await ann.call("GET", "/api/session")).status).toBe(200);
  });

  test("a token of the database's copy lets nobody in: the signature is better-auth's and is required", async () => {
    const auth = openAuth(server.database, database.config.secret ?? "");
    const ann = await server.join("owner");
    const [token = ""] = ann.token.split(".");
    expect(verifyBearer(`Bearer ${ann.token}`, auth.signingSecret)).toBe(token);
    expect((await new Person(server.url, token, ann).call("GET", "/api/session")).status).toBe(401);
    const otherKey = openAuth(server.database, "another secret of thirty-two letters");
    expect(() => verifyBearer(`Bearer ${ann.token}`, otherKey.signingSecret)).toThrow("Sign in");
  });
});

test("too many wrong passwords for one address, or from one place, are stopped", async () => {
  const [pglite] = databases;
  const database = await pglite?.create();
  if (!database) throw new Error("no database");
  const server = await openServer(database);
  const ann = await server.join("owner");
  const { user } = (await ann.call("GET", "/api/session")).json;
  const signIn = (email: string, password: string) =>
    request(`${server.url}/api/auth/sign-in`, "POST", {}, { email, password });
  for (let tries = 0; tries < 10; tries += 1) expect((await signIn(user.email, "wrong")).status).toBe(401);
  const stopped = await signIn(` ${user.email.toUpperCase()} `, PASSWORD);
  expect([stopped.status, stopped.json.error.code]).toEqual([429, "rate_limited"]);
  expect(Number(stopped.headers.get("retry-after"))).toBeGreaterThan(0);
  const statuses: number[] = [];
  for (let tries = 0; tries < 45; tries += 1) statuses.push((await signIn(`x${tries}@example.com`, "wrong")).status);
  expect(statuses.slice(0, 30)).toEqual(Array(30).fill(401));
  expect(statuses.at(-1)).toBe(429);
  await server.close();
});

test("nothing leaves the machine: no request of the server's own, whatever the environment asks for", async () => {
  const [pglite] = databases;
  const database = await pglite?.create();
  if (!database) throw new Error("no database");
  vi.stubEnv("BETTER_AUTH_TELEMETRY", "1");
  vi.stubEnv("BETTER_AUTH_TELEMETRY_ENDPOINT", "http://127.0.0.1:9/telemetry");
  vi.stubEnv("BETTER_AUTH_TELEMETRY_DEBUG", "0");
  const asked: string[] = [];
  const real = globalThis.fetch;
  const spy = vi.spyOn(globalThis, "fetch").mockImplementation((input, init) => {
    const url = String(input instanceof Request ? input.url : input);
    if (!url.startsWith(server?.url ?? "-")) asked.push(url);
    return real(input, init);
  });
  let server: TestServer | undefined;
  server = await openServer(database);
  const ann = await server.join("owner");
  await ann.call("GET", "/api/session");
  await server.close();
  spy.mockRestore();
  vi.unstubAllEnvs();
  expect(asked).toEqual([]);
});
