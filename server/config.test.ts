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
