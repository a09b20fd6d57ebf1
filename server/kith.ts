// Administration without a browser: `npm run kith -- COMMAND`.
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { parseArgs } from "node:util";
import { z } from "zod";
import { roles } from "#shared/access.ts";
import { AppError } from "#shared/errors.ts";
import { parseOrThrow } from "#shared/mutation.ts";
import { openAuth } from "./auth/auth.ts";
import { addUser, findWorkspaces, listUsers } from "./auth/people.ts";
import { type Config, ConfigError, getSecret, readConfig, readPassword } from "./config.ts";
import { rotateKeys, shutOut } from "./kith-connect.ts";
import { printLedger, syncMailboxes } from "./kith-mailboxes.ts";
import { openLog } from "./log.ts";
import { openDatabase } from "./start.ts";
import { exportWorkspace, restoreWorkspace } from "./store/backup.ts";
import { isUuid } from "./store/codec.ts";
import type { Database } from "./store/database.ts";

const help = `npm run kith -- COMMAND

  user add EMAIL --name NAME --workspace WORKSPACE [--role owner|manager|rep]
                      Adds somebody; the password comes from a prompt or KITH_PASSWORD.
                      A workspace that does not exist yet is made.
  user list           Everybody, and where they are a member.
  user disable EMAIL  Ends their sessions, takes back what they have connected and shuts them out.
  migrate             Brings the database up to date.
  export DIR [--workspace WORKSPACE]
                      Writes a whole workspace as JSON lines into a new folder.
  restore DIR         Puts such a folder into a database that does not have the workspace.
  rotate-key          Seals the tokens of mailboxes with a new key, while servers run. With KITH_TOKEN_KEY: put
                      the new key before the old, start every server anew, then run this.
  sync [EMAIL] --wait Brings one mailbox or all up to date, and ends when nothing is left to do.
                      Without --wait a running server is asked to.
  ledger EMAIL [--json]
                      What became of each message and event of a mailbox, newest first.

The server keeps PGlite to itself: stop it first, or use PostgreSQL (DATABASE_URL).`;

class UsageError extends Error {}

const options = {
  name: { type: "string" },
  workspace: { type: "string" },
  role: { type: "string" },
  wait: { type: "boolean" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

type Values = { name?: string; workspace?: string; role?: string; wait?: boolean; json?: boolean; help?: boolean };

interface Opened {
  readonly database: Database;
  readonly secret: string;
  readonly config: Config;
}

const commands: Readonly<Record<string, (opened: Opened, rest: string[], values: Values) => Promise<void>>> = {
  "user add": userAdd,
  "user list": userList,
  "user disable": async ({ database, config }, rest) => {
    const email = only(rest, "EMAIL");
    await shutOut(database, config, email);
    console.log(`${email} is shut out.`);
  },
  migrate: async ({ database }) => {
    for (const name of database.migrated) console.log(`Applied ${name}`);
    console.log("The database is up to date.");
  },
  export: async ({ database }, rest, { workspace }) => {
    const folder = only(rest, "DIR");
    const count = await exportWorkspace(database, await theWorkspace(database, workspace), folder);
    console.log(`Wrote ${count} records to ${folder}. It holds password hashes: keep it as safe as the database.`);
  },
  restore: async ({ database }, rest) => {
    const { name, records } = await restoreWorkspace(database, only(rest, "DIR"));
    console.log(`Restored the workspace "${name}" with ${records} records.`);
  },
  "rotate-key": async ({ database, config }) => {
    for (const line of await rotateKeys(database, config)) console.log(line);
  },
  sync: async ({ database, config }, rest, { wait = false }) => {
    if (rest.length > 1) throw new UsageError("sync takes one EMAIL, or none for all");
    if (!(await syncMailboxes(database, config, rest[0], { wait }))) process.exitCode = 1;
  },
  ledger: ({ database }, rest, { json = false }) => printLedger(database, only(rest, "EMAIL"), { json }),
};

async function userAdd({ database, secret }: Opened, rest: string[], values: Values) {
  const email = only(rest, "EMAIL");
  if (!values.name || !values.workspace) throw new UsageError("user add needs --name and --workspace");
  const ids = isUuid(values.workspace) ? [values.workspace] : await findWorkspaces(database, values.workspace);
  if (ids.length > 1) throw new UsageError(`Several workspaces have this name; give one of ${ids.join(", ")}`);
  const [workspaceId] = ids;
  const role = parseOrThrow(
    z.enum(roles, { error: `--role is one of ${roles.join(", ")}` }),
    values.role ?? (workspaceId ? "rep" : "owner"),
  );
  const known = (await listUsers(database)).some((user) => user.email === email.trim().toLowerCase());
  const password = known ? "not used" : await askPassword();
  if (!workspaceId) console.log(`There is no workspace "${values.workspace}" yet: it is made.`);
  const person = { email, name: values.name, password, role };
  const place = workspaceId ? { workspaceId } : { workspaceName: values.workspace };
  await addUser(database, openAuth(database, secret), { ...person, ...place });
  const note = known ? " They sign in with the password they have." : "";
  console.log(`${email} is ${role} of "${values.workspace}" now.${note}`);
}

async function userList({ database }: Opened) {
  for (const { email, name, memberships } of await listUsers(database)) {
    const places = memberships.map(
      (place) => `${place.role} of ${place.workspaceName} (${place.workspaceId})${place.disabled ? ", disabled" : ""}`,
    );
    console.log([email, name, places.join("; ")].join("\t"));
  }
}

function only(rest: string[], what: string): string {
  const [first, ...more] = rest;
  if (!first || more.length > 0) throw new UsageError(`Give exactly one ${what}`);
  return first;
}

/** The one asked for by name or id; without a question the only one there is. */
async function theWorkspace(database: Database, wanted: string | undefined): Promise<string> {
  const places = (await listUsers(database)).flatMap((user) => user.memberships);
  const fits = places.filter((place) => !wanted || place.workspaceId === wanted || place.workspaceName === wanted);
  const ids = [...new Set(fits.map((place) => place.workspaceId))].sort();
  const [id] = ids;
  if (!id) throw new AppError("not_found", wanted ? `There is no workspace "${wanted}"` : "There is no workspace yet");
  if (ids.length > 1) throw new UsageError(`Say which with --workspace: ${ids.join(", ")}`);
  return id;
}

async function askPassword(): Promise<string> {
  const password = readPassword() ?? (await promptPassword());
  return parseOrThrow(z.string().min(10, { error: "A password needs at least 10 characters" }).max(200), password);
}

async function promptPassword(): Promise<string> {
  if (!process.stdin.isTTY) throw new UsageError("Give the password as KITH_PASSWORD where nobody can be asked");
  process.stdout.write("Password: ");
  // What is typed is echoed into nothing.
  const output = new Writable({ write: (_chunk, _encoding, done) => done() });
  const prompt = createInterface({ input: process.stdin, output, terminal: true });
  try {
    return await prompt.question("");
  } finally {
    prompt.close();
    process.stdout.write("\n");
  }
}

async function main(args: string[]) {
  const { values, positionals } = parse(args);
  const [first = "", second = ""] = positionals;
  const name = first === "user" ? `user ${second}` : first;
  if (values.help || first === "" || first === "help") return console.log(help);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new UsageError(`There is no command "${name}"`);
  const config = readConfig();
  const secret = await getSecret(config);
  const database = await openDatabase(config, secret, openLog("error"));
  try {
    await command({ database, secret, config }, positionals.slice(name.split(" ").length), values);
  } finally {
    await database.close();
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  const known = error instanceof AppError || error instanceof ConfigError || error instanceof UsageError;
  process.stderr.write(`${message}${error instanceof UsageError ? `\n\n${help}` : ""}\n`);
  if (!known && error instanceof Error && process.stderr.isTTY) process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
}
