// The environment, parsed once; the only place that reads it.
import { createPrivateKey, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { z } from "zod";
import type { GoogleConfig, GooglePush, MicrosoftConfig, VendorConfig } from "./providers/vendor.ts";

const emptyIsUnset = (value: unknown) => (value === "" ? undefined : value);
const optional = <S extends z.ZodType>(schema: S) => z.preprocess(emptyIsUnset, schema.optional());

const databaseUrl = z.string().refine((value) => /^postgres(?:ql)?:\/\//u.test(value) && URL.canParse(value), {
  error: "must be a postgres:// address",
});

/** Tokens travel there, so nothing but TLS. */
const vendorRoot = z
  .url({ protocol: /^https$/u, error: "must be a https:// address" })
  .transform((url) => url.replace(/\/+$/u, ""));

const pubsubName = (kind: string) =>
  z.string().regex(new RegExp(`^projects/[^/]+/${kind}/[^/]+$`, "u"), {
    error: `must look like projects/my-project/${kind}/my-name`,
  });

const LONG_ENOUGH = 32;
const tokenKeys = z
  .string()
  .transform((text) => text.split(",").map((key) => key.trim()))
  .refine((keys) => keys.every((key) => key.length >= LONG_ENOUGH), {
    error: `must be keys of at least ${LONG_ENOUGH} characters, separated by commas`,
  });

const serviceKey = z.object({ client_email: z.string(), private_key: z.string() });

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
  KITH_TOKEN_KEY: optional(tokenKeys),
  KITH_GOOGLE_CLIENT_ID: optional(z.string()),
  KITH_GOOGLE_CLIENT_SECRET: optional(z.string()),
  KITH_GOOGLE_API_ROOT: optional(vendorRoot),
  KITH_GOOGLE_OAUTH_ROOT: optional(vendorRoot),
  KITH_GOOGLE_PUBSUB_TOPIC: optional(pubsubName("topics")),
  KITH_GOOGLE_PUBSUB_SUBSCRIPTION: optional(pubsubName("subscriptions")),
  KITH_GOOGLE_PUBSUB_KEY: optional(z.string()),
  KITH_MICROSOFT_CLIENT_ID: optional(z.string()),
  KITH_MICROSOFT_CLIENT_SECRET: optional(z.string()),
  KITH_MICROSOFT_GRAPH_ROOT: optional(vendorRoot),
  KITH_MICROSOFT_LOGIN_ROOT: optional(vendorRoot),
  KITH_POLL_SECONDS: z.preprocess(
    emptyIsUnset,
    z.coerce.number({ error: "must be a number" }).int().min(1).max(86_400).default(120),
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
  /** What tokens of mailboxes are sealed with, newest first; from `dataDir` when null. */
  readonly tokenKeys: readonly string[] | null;
  /** Null: nobody can connect a mailbox there. */
  readonly google: GoogleConfig | null;
  readonly microsoft: MicrosoftConfig | null;
  /** How often a mailbox is looked into when the vendor does not say that something is new. */
  readonly pollSeconds: number;
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
  const google = {
    clientId: data.KITH_GOOGLE_CLIENT_ID,
    clientSecret: data.KITH_GOOGLE_CLIENT_SECRET,
    apiRoot: data.KITH_GOOGLE_API_ROOT,
    oauthRoot: data.KITH_GOOGLE_OAUTH_ROOT,
  };
  const microsoft = {
    clientId: data.KITH_MICROSOFT_CLIENT_ID,
    clientSecret: data.KITH_MICROSOFT_CLIENT_SECRET,
    apiRoot: data.KITH_MICROSOFT_GRAPH_ROOT,
    oauthRoot: data.KITH_MICROSOFT_LOGIN_ROOT,
  };
  return {
    host: data.HOST,
    port: data.PORT,
    databaseUrl: data.DATABASE_URL ?? null,
    databaseOwnerUrl: data.DATABASE_OWNER_URL ?? null,
    dataDir: resolve(data.DATA_DIR),
    secret: data.KITH_SECRET ?? null,
    logLevel: data.LOG_LEVEL,
    publicUrl: data.PUBLIC_URL ?? null,
    tokenKeys: data.KITH_TOKEN_KEY ?? null,
    google: withPush(vendorConfig("KITH_GOOGLE", google), data),
    microsoft: vendorConfig("KITH_MICROSOFT", microsoft),
    pollSeconds: data.KITH_POLL_SECONDS,
  };
}

type GivenVendor = { readonly [Name in Exclude<keyof VendorConfig, "timeoutMs">]: string | undefined };

function vendorConfig(prefix: string, given: GivenVendor): VendorConfig | null {
  const { clientId, clientSecret, apiRoot = null, oauthRoot = null } = given;
  if (clientId === undefined && clientSecret === undefined) return null;
  if (clientId === undefined || clientSecret === undefined) {
    throw new ConfigError(`${prefix}_CLIENT_ID and ${prefix}_CLIENT_SECRET are of use only together`);
  }
  return { clientId, clientSecret, apiRoot, oauthRoot };
}

type PushNames = "TOPIC" | "SUBSCRIPTION" | "KEY";

function withPush(
  google: VendorConfig | null,
  data: { readonly [Name in `KITH_GOOGLE_PUBSUB_${PushNames}`]?: string | undefined },
): GoogleConfig | null {
  const { KITH_GOOGLE_PUBSUB_TOPIC: topic, KITH_GOOGLE_PUBSUB_SUBSCRIPTION: subscription } = data;
  const { KITH_GOOGLE_PUBSUB_KEY: keyFile } = data;
  if (topic === undefined && subscription === undefined && keyFile === undefined) return google;
  if (google === null || topic === undefined || subscription === undefined || keyFile === undefined) {
    throw new ConfigError(
      "KITH_GOOGLE_PUBSUB_TOPIC, _SUBSCRIPTION and _KEY are of use only together, and with a client at Google",
    );
  }
  return { ...google, push: { topic, subscription, ...readServiceKey(keyFile) } };
}

/** The JSON file that Google makes for a key of a service account. */
function readServiceKey(file: string): Pick<GooglePush, "email" | "privateKey"> {
  try {
    const { client_email: email, private_key: privateKey } = serviceKey.parse(JSON.parse(readFileSync(file, "utf8")));
    createPrivateKey(privateKey);
    return { email, privateKey };
  } catch (cause) {
    throw new ConfigError("KITH_GOOGLE_PUBSUB_KEY must name the JSON key file of a service account", { cause });
  }
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
