// The command line and the start of the server as a person meets them, each a process of its own.
import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type RunningServer, startServer } from "../../server/start.ts";
import { databases } from "../conformance/tx-databases.ts";
import { PASSWORD, request } from "./server-people.ts";

let folder: string;
let dataDir: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kith-cli-"));
  dataDir = join(folder, "data");
  const first = await startServer({ dataDir }, (await databases[0]?.create())?.options);
  await first.close();
});
/** Each process opens PGlite anew, which takes seconds on a busy machine. */
vi.setConfig({ testTimeout: 240_000 });
afterAll(async () => rm(folder, { recursive: true, force: true }));

async function run(file: string, args: string[], env: Record<string, string> = {}) {
  const program = fileURLToPath(new URL(`../../server/${file}`, import.meta.url));
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? "", DATA_DIR: dataDir, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [said, complained] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complained += text;
  });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, said, complained };
}
const kith = (args: string[], env?: Record<string, string>) => run("kith.ts", args, env);

test("people are added, listed, shut out; the workspace is exported", async () => {
  const add = (email: string) =>
    kith(["user", "add", email, "--name", "Ann", "--workspace", "Acme"], { KITH_PASSWORD: PASSWORD });
  expect(await add("ann@example.com")).toMatchObject({
    code: 0,
    said: expect.stringContaining("ann@example.com is owner"),
  });
  expect(await add("bob@example.com")).toMatchObject({
    code: 0,
    said: expect.stringContaining("bob@example.com is rep"),
  });
  expect(await add("bob@example.com")).toMatchObject({ code: 1, complained: "This user is a member already\n" });
  expect(await kith(["user", "disable", "bob@example.com"])).toMatchObject({ code: 0 });
  expect(await kith(["user", "disable", "ann@example.com"])).toMatchObject({
    code: 1,
    complained: expect.stringMatching(/at least one owner/u),
  });
  const { said } = await kith(["user", "list"]);
  expect(said).toMatch(
    /^ann@example\.com\tAnn\towner of Acme \([0-9a-f-]+\)\nbob@example\.com\tAnn\trep of Acme .*, disabled\n$/u,
  );
  expect(await kith(["export", join(folder, "backup")])).toMatchObject({ code: 0 });
  expect(await readdir(join(folder, "backup"))).toContain("workspace.json");

  const server: RunningServer = await startServer({ dataDir });
  expect(server.setUpLink).toBeNull();
  const signIn = (email: string) =>
    request(`${server.url}/api/auth/sign-in`, "POST", {}, { email, password: PASSWORD });
  expect((await signIn("ann@example.com")).status).toBe(200);
  expect((await signIn("bob@example.com")).status).toBe(403);
  expect(await kith(["user", "list"])).toMatchObject({
    code: 1,
    complained: expect.stringMatching(/^Another Kith server is using this data folder/u),
  });
  await server.close();
});

test("what was asked wrongly is said in one sentence, and the ways to ask right", async () => {
  const asked = [["nope"], ["user"], ["user", "add"], ["export"], ["user", "add", "a@b.de", "--nme", "x"]];
  for (const args of asked) {
    const { code, complained } = await kith(args);
    expect([code, complained.includes("npm run kith -- COMMAND")], args.join(" ")).toEqual([1, true]);
  }
  expect(await kith([])).toMatchObject({ code: 0, said: expect.stringMatching(/restore DIR/u) });
  const noPassword = await kith(["user", "add", "c@example.com", "--name", "C", "--workspace", "Acme"]);
  expect(noPassword).toMatchObject({ code: 1, complained: expect.stringMatching(/KITH_PASSWORD/u) });
});

test("a server that cannot start says why in a sentence and ends with 1", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const { port } = taken.address() as { port: number };
  const busy = await run("main.ts", [], { PORT: String(port) });
  expect(busy).toMatchObject({
    code: 1,
    complained: expect.stringMatching(/^Kith cannot start: Port \d+ on 127\.0\.0\.1 is in use/u),
  });
  await new Promise((resolve) => taken.close(resolve));
  const wrong = await run("main.ts", [], { PORT: "x", LOG_LEVEL: "loud" });
  expect(wrong).toMatchObject({
    code: 1,
    complained: expect.stringMatching(/PORT must be a number\nLOG_LEVEL must be one of/u),
  });
  const away = await run("main.ts", [], { DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" });
  expect(away.code).toBe(1);
  expect(away.complained).toMatch(/^Kith cannot start: .*127\.0\.0\.1:1\n$/u);
});

test("the key of tokens is rotated from the command line", async () => {
  const keys = () => readFile(join(dataDir, "token-keys"), "utf8").catch(() => "");
  const rotate = (env?: Record<string, string>) => kith(["rotate-key"], env);
  expect(await rotate()).toMatchObject({
    code: 0,
    said: expect.stringMatching(/^Sealed 0 secrets .* [0-9a-f]{12}\.$/mu),
  });
  const first = await keys();
  expect(first.trim().split("\n")).toHaveLength(1);
  await rotate();
  expect(await keys()).not.toBe(first);
  const given = await rotate({ KITH_TOKEN_KEY: "a key of the configuration that is long enough" });
  expect(given.said).toContain("Every key of KITH_TOKEN_KEY but the first can be removed now.");
  expect(await keys()).toBe("");
});
