// The environment, parsed once; the only place that reads it.
import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { z } from "zod";

const emptyIsUnset = (value: unknown) => (value === "" ? undefined : value);
const optional = <S extends z.ZodType>(schema: S) => z.preprocess(emptyIsUnset, schema.optional());

const databaseUrl = z.string().refine((value) => /^postgres(?:ql)?:\/\//u.test(value) && URL.canParse(value), {
  error: "must be a postgres:// address",
});

export const logLevels = ["error", "warn", "info", "debug", "silent"] as const;

const environment = z.object({
  HOST: z.preprocess(emptyIsUnset, z.string().default("127.0.0.1")),
  PORT: z.preprocess(
    emptyIsUnset,
    z.coerce.number({ error: "must be a number" }).int().min(0).max(65_535).default(4750),
  ),
  DATABASE_URL: optional(databaseUrl),
  DATABASE_OWNER_URL: optional(databaseUrl),
  DATA_DIR: z.preprocess(emptyIsUnset, z.string().default("./.kith")),
  KITH_SECRET: optional(z.string().min(32, { error: "must have at least 32 characters" })),
  LOG_LEVEL: z.preprocess(
    emptyIsUnset,
    z.enum(logLevels, { error: `must be one of ${logLevels.join(", ")}` }).default("info"),
  ),
  PUBLIC_URL: optional(
    z
      .url({ protocol: /^https?$/u, error: "must be a http:// or https:// address" })
      .transform((url) => url.replace(/\/+$/u, "")),
  ),
});

export const environmentNames = Object.keys(environment.shape);

export interface Config {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Null: PGlite, under `dataDir`. */
  readonly databaseUrl: string | null;
  readonly databaseOwnerUrl: string | null;
  /** Null keeps everything in memory; only tests want that. */
  readonly dataDir: string | null;
  /** What sessions are signed with; from `dataDir` when null. */
  readonly secret: string | null;
  readonly logLevel: (typeof logLevels)[number];
  /** The address people and extensions use, where a proxy stands in front. */
  readonly publicUrl: string | null;
}

/** Every problem at once, one per line. */
export class ConfigError extends Error {}

export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const result = environment.safeParse(env);
  if (!result.success) {
    throw new ConfigError(result.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`).join("\n"));
  }
  const { data } = result;
  if (data.DATABASE_OWNER_URL && !data.DATABASE_URL) {
    throw new ConfigError("DATABASE_OWNER_URL is of use only together with DATABASE_URL");
  }
  return {
    host: data.HOST,
    port: data.PORT,
    databaseUrl: data.DATABASE_URL ?? null,
    databaseOwnerUrl: data.DATABASE_OWNER_URL ?? null,
    dataDir: resolve(data.DATA_DIR),
    secret: data.KITH_SECRET ?? null,
    logLevel: data.LOG_LEVEL,
    publicUrl: data.PUBLIC_URL ?? null,
  };
}

/** The environment, and what the file `.env` adds to it. */
export function readConfig(): Config {
  try {
    process.loadEnvFile();
  } catch (error) {
    if ((error as { code?: string }).code !== "ENOENT") throw error;
  }
  return parseConfig(process.env);
}

/** For `kith user add`, where nobody can be asked. */
export const readPassword = (): string | undefined => process.env.KITH_PASSWORD;

/** The secret of the configuration, else the one of the data folder, made at the first start. */
export async function getSecret({ secret, dataDir }: Pick<Config, "secret" | "dataDir">): Promise<string> {
  if (secret !== null) return secret;
  if (dataDir === null) return randomBytes(32).toString("hex");
  const file = join(dataDir, "secret");
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  try {
    await writeFile(file, `${randomBytes(32).toString("hex")}\n`, { flag: "wx", mode: 0o600 });
  } catch (error) {
    if ((error as { code?: string }).code !== "EEXIST") throw error;
  }
  const kept = (await readFile(file, "utf8")).trim();
  if (kept.length < 32) throw new ConfigError(`${file} is damaged: restore it from a backup, or set KITH_SECRET`);
  return kept;
}
