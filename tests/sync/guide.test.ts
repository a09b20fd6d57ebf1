// The guides on the server they are about: every picture they name is there, and nothing else is.
import { readdirSync, readFileSync } from "node:fs";
import { request as ask } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { databases, type TestDatabase } from "../conformance/tx-databases.ts";
import { openServer, request, type TestServer } from "./server-people.ts";

const docs = new URL("../../docs/", import.meta.url);
const vendors = ["google", "microsoft"];
const guideOf = (vendor: string) => readFileSync(new URL(`connect-${vendor}.md`, docs), "utf8");
const picturesOf = (vendor: string) =>
  [...guideOf(vendor).matchAll(/!\[[^\]]+\]\(([^)]+)\)/gu)].map(([, to]) => to ?? "");

let database: TestDatabase;
let server: TestServer;
beforeAll(async () => {
  const [first] = databases;
  if (!first) throw new Error("no database");
  database = await first.create();
  server = await openServer(database);
});
afterAll(async () => {
  await server?.close();
  await database?.drop();
});

/** As it stands: `fetch` would tidy the path first. */
const statusOf = (path: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    ask({ hostname, port, path }, (answer) => resolve(answer.resume().statusCode))
      .on("error", reject)
      .end();
  });

test.each(vendors)("the guide to %s shows every picture it names", async (vendor) => {
  const address = `${server.url}/guide/${vendor}`;
  const page = await request(address, "GET", {});
  expect(page.headers.get("content-security-policy")).toContain("img-src 'self'");
  const shown = [...page.text.matchAll(/<img src="([^"]+)" alt="[^"]+">/gu)].map(([, from]) => from ?? "");
  expect(shown).toEqual(picturesOf(vendor));
  expect(shown.length).toBeGreaterThanOrEqual(3);
  for (const from of shown) {
    const picture = await request(new URL(from, address).href, "GET", {});
    expect(picture.status, from).toBe(200);
    expect(picture.headers.get("content-type"), from).toMatch(/^image\/svg\+xml(;|$)/u);
    expect(picture.headers.get("x-content-type-options"), from).toBe("nosniff");
    expect(picture.headers.get("content-security-policy"), from).toMatch(/^default-src 'none';/u);
    expect(picture.text, from).toBe(readFileSync(new URL(from, docs), "utf8"));
  }
});

test("nothing else is served beside the pictures", async () => {
  const beside = "/guide/pictures/guide";
  expect(await statusOf(`${beside}/google-apis.svg`)).toBe(200);
  for (const path of [
    "",
    "/",
    "/nope.svg",
    "/google-apis",
    "/google-apis.svg%00",
    "/../card.png",
    "/../../../package.json",
    "/%2e%2e/%2e%2e/connect-google.md",
    "/..%2f..%2f..%2fpackage.json",
    "/..%5c..%5c..%5cpackage.json",
    "//etc/passwd",
  ]) {
    expect([400, 404], path).toContain(await statusOf(beside + path));
  }
});

test("every picture is named by a guide, says what it shows, is small and brings nothing from elsewhere", () => {
  const named = vendors.flatMap(picturesOf).sort();
  const there = readdirSync(new URL("pictures/guide/", docs)).map((name) => `pictures/guide/${name}`);
  expect(there.sort()).toEqual(named);
  for (const name of there) {
    const text = readFileSync(new URL(name, docs), "utf8");
    expect(text.length, name).toBeLessThan(8_000);
    expect(text, name).toMatch(/<title id="title">.+<\/title>\s*<desc id="desc">.+<\/desc>/u);
    expect(text, name).not.toMatch(/<(script|style|image|use|foreignObject|a)\b|\son\w+=|\bhref|\bstyle=|url\(/u);
  }
});
