import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ConfigError, environmentNames, getSecret, parseConfig } from "./config.ts";

test("an empty environment is a working configuration", () => {
  expect(parseConfig({})).toMatchObject({
    host: "127.0.0.1",
    port: 4750,
    databaseUrl: null,
    secret: null,
    logLevel: "info",
  });
  expect(parseConfig({ DATABASE_URL: "", PORT: "", PUBLIC_URL: "", KITH_SECRET: "" })).toEqual(parseConfig({}));
});

test("all problems are reported at once, by the names of the variables", () => {
  const wrong = {
    PORT: "99999",
    DATABASE_URL: "mysql://x",
    KITH_SECRET: "short",
    LOG_LEVEL: "loud",
    PUBLIC_URL: "ftp://x",
  };
  const { message } = (() => {
    try {
      parseConfig(wrong);
    } catch (error) {
      return error as ConfigError;
    }
    throw new Error("accepted");
  })();
  expect(message.split("\n")).toHaveLength(5);
  for (const name of Object.keys(wrong)) expect(message).toContain(name);
});

test("an owner's address without a database is a mistake", () => {
  expect(() => parseConfig({ DATABASE_OWNER_URL: "postgres://x/y" })).toThrow(ConfigError);
});

test("the public address loses the slash at its end", () => {
  expect(parseConfig({ PUBLIC_URL: "https://kith.example/" }).publicUrl).toBe("https://kith.example");
});

test(".env.example lists every variable, each with a line about it, and no other", async () => {
  const lines = (await readFile(new URL("../.env.example", import.meta.url), "utf8")).split("\n");
  const names = lines.filter((line) => /^[A-Z]/u.test(line)).map((line) => line.split("=")[0]);
  expect(names.sort()).toEqual([...environmentNames].sort());
  const values = Object.fromEntries(lines.filter((line) => /^[A-Z]/u.test(line)).map((line) => line.split("=")));
  expect(parseConfig(values)).toEqual(parseConfig({}));
});

test("the secret is made once, kept for this user alone, and never replaced when damaged", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "kith-secret-"));
  const secret = await getSecret({ secret: null, dataDir });
  expect(secret).toMatch(/^[0-9a-f]{64}$/u);
  expect((await stat(join(dataDir, "secret"))).mode & 0o777).toBe(0o600);
  expect(await getSecret({ secret: null, dataDir })).toBe(secret);
  expect(await getSecret({ secret: "given", dataDir })).toBe("given");
  await writeFile(join(dataDir, "secret"), "");
  await expect(getSecret({ secret: null, dataDir })).rejects.toThrow(ConfigError);
  await rm(dataDir, { recursive: true });
});

test("a vendor is configured with id and secret together, over TLS, or not at all", () => {
  const both = { KITH_GOOGLE_CLIENT_ID: "id", KITH_GOOGLE_CLIENT_SECRET: "secret" };
  expect(parseConfig({}).google).toBeNull();
  expect(parseConfig(both).google).toEqual({ clientId: "id", clientSecret: "secret", apiRoot: null, oauthRoot: null });
  const roots = { KITH_MICROSOFT_CLIENT_ID: "id", KITH_MICROSOFT_CLIENT_SECRET: "s" };
  expect(parseConfig({ ...roots, KITH_MICROSOFT_LOGIN_ROOT: "https://login.example/tenant/" }).microsoft).toMatchObject(
    { apiRoot: null, oauthRoot: "https://login.example/tenant" },
  );
  expect(() => parseConfig({ KITH_GOOGLE_CLIENT_ID: "id" })).toThrow("only together");
  expect(() => parseConfig({ ...both, KITH_GOOGLE_API_ROOT: "http://google.example" })).toThrow("https://");
});

test("keys for tokens are separated by commas, and none is short", () => {
  const [one, two] = ["a".repeat(32), "b".repeat(40)];
  expect(parseConfig({ KITH_TOKEN_KEY: `${two}, ${one}` }).tokenKeys).toEqual([two, one]);
  expect(() => parseConfig({ KITH_TOKEN_KEY: `${two},short` })).toThrow("KITH_TOKEN_KEY");
  expect(() => parseConfig({ KITH_TOKEN_KEY: `${two},` })).toThrow(ConfigError);
});

test("hints of Gmail's need a topic, a subscription and a key, and a client", async () => {
  const folder = await mkdtemp(join(tmpdir(), "kith-key-"));
  const KITH_GOOGLE_PUBSUB_KEY = join(folder, "key.json");
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" });
  await writeFile(KITH_GOOGLE_PUBSUB_KEY, JSON.stringify({ client_email: "kith@project", private_key: pem }));
  const client = { KITH_GOOGLE_CLIENT_ID: "id", KITH_GOOGLE_CLIENT_SECRET: "secret" };
  const names = {
    KITH_GOOGLE_PUBSUB_TOPIC: "projects/p/topics/t",
    KITH_GOOGLE_PUBSUB_SUBSCRIPTION: "projects/p/subscriptions/s",
  };
  const push = { topic: "projects/p/topics/t", subscription: "projects/p/subscriptions/s", email: "kith@project" };
  expect(parseConfig({ ...client, ...names, KITH_GOOGLE_PUBSUB_KEY }).google?.push).toEqual({
    ...push,
    privateKey: pem,
  });
  expect(() => parseConfig({ ...names, KITH_GOOGLE_PUBSUB_KEY })).toThrow("only together");
  expect(() => parseConfig({ ...client, ...names })).toThrow("only together");
  const elsewhere = { ...client, ...names, KITH_GOOGLE_PUBSUB_KEY: join(folder, "none.json") };
  expect(() => parseConfig(elsewhere)).toThrow("KITH_GOOGLE_PUBSUB_KEY");
  await writeFile(KITH_GOOGLE_PUBSUB_KEY, JSON.stringify({ client_email: "kith@project", private_key: "none" }));
  expect(() => parseConfig({ ...client, ...names, KITH_GOOGLE_PUBSUB_KEY })).toThrow("KITH_GOOGLE_PUBSUB_KEY");
  expect(() => parseConfig({ ...names, KITH_GOOGLE_PUBSUB_TOPIC: "gmail" })).toThrow("projects/my-project/topics");
  await rm(folder, { recursive: true });
});
