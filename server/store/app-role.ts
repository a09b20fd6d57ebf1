// The role the server works as: it owns nothing and cannot step around row-level security.
import { createHmac } from "node:crypto";
import { entityNames } from "#shared/crm/index.ts";

/** Tables of one workspace's data; each has a policy, and a test compares this list with the database. */
export const tenantTables: readonly string[] = [
  ...entityNames,
  "workspace",
  "membership",
  "invitation",
  "sync_client",
  "refusal",
  "tombstone",
  "list_item",
  "mailbox",
  "mail_stream",
  "mail_item",
  "mail_thread",
  "mail_send",
];

type Run = <Row>(sql: string) => Promise<Row[]>;

const quoteName = (name: string) => `"${name.replaceAll('"', '""')}"`;
const quoteText = (value: string) => `'${value.replaceAll("'", "''")}'`;

/** The same in every process that knows the secret, so that several servers can share a database. */
export const rolePassword = (secret: string) => createHmac("sha256", secret).update("database role").digest("hex");

/** Creates the role or brings it up to date. Without a password it cannot log in (PGlite has no log-ins). */
export async function putAppRole(run: Run, role: string, password: string | null) {
  const [known] = await run<{ found: boolean }>(
    `select exists (select from pg_roles where rolname = ${quoteText(role)}) as "found"`,
  );
  const login = password === null ? "nologin" : `login password ${quoteText(password)}`;
  await run(`${known?.found ? "alter" : "create"} role ${quoteName(role)} ${login}`);
  await grantAppRole(run, role);
}

export async function grantAppRole(run: Run, role: string) {
  const name = quoteName(role);
  await run(`grant usage on schema public to ${name}`);
  await run(`grant select, insert, update, delete on all tables in schema public to ${name}`);
  await run(`revoke insert, update, delete on _prisma_migrations from ${name}`);
}

interface RoleFacts {
  privileged: string | null;
  owns: string | null;
  open: string | null;
}

/** One statement over the catalog; each column names the first thing that is wrong, or is null. */
const roleFacts = `
  select
    (select string_agg(rolname, ', ') from pg_roles
      where rolname in (current_user, session_user) and (rolsuper or rolbypassrls)) as "privileged",
    (select string_agg(relname, ', ') from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
        and pg_has_role(relowner, 'usage')) as "owns",
    (select string_agg(wanted, ', ') from unnest(array[${tenantTables.map(quoteText).join(", ")}]) as wanted
      where not exists (select from pg_class where relnamespace = 'public'::regnamespace and relname = wanted
        and relrowsecurity and relforcerowsecurity)) as "open"`;

/** Throws unless row-level security binds this connection. `setRole`: PGlite's session is the superuser's for good. */
export async function assertBound(run: Run, { setRole }: { setRole: boolean }) {
  const sql = setRole ? roleFacts.replace("in (current_user, session_user)", "= current_user") : roleFacts;
  const [facts] = await run<RoleFacts>(sql);
  if (!facts) throw new Error("The database does not answer questions about its roles.");
  if (facts.privileged) {
    throw new Error(`The server must not work as ${facts.privileged}: that role steps around row-level security.`);
  }
  if (facts.owns) throw new Error(`The server must not work as the owner of tables (${facts.owns}).`);
  if (facts.open) throw new Error(`Row-level security is not forced on: ${facts.open}.`);
}
