// The least an API can be: Express as it comes, one prepared statement, no caller, no tenant. Also a commit by POST.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { PGlite } from "@electric-sql/pglite";
import express from "express";
import pg from "pg";
import { answerParent } from "../processes.ts";

export interface BareOptions {
  /** Null: PGlite, which has the bare table only. */
  databaseUrl: string | null;
}

export interface BareReady {
  url: string;
}

const read = {
  name: "read",
  text: `select "id", "name", "title", "companyId", "emails", "phones", "address", "lifecycle", "source", "ownerId", "lastContactAt",
    "createdAt", "updatedAt", "createdBy", "updatedBy" from "contact" where "workspaceId" = $1 and "id" = $2`,
};
const write = { name: "write", text: `update "bare" set "value" = "value" + 1 where "id" = 1 returning "value"` };
const value = { name: "value", text: `select "value" from "bare" where "id" = 1` };

interface Statement {
  name: string;
  text: string;
}

async function open(databaseUrl: string | null) {
  if (databaseUrl === null) {
    const database = await PGlite.create();
    const query = ({ text }: Statement, values: unknown[] = []) => database.query(text, values);
    return { query, close: () => database.close() };
  }
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
  return {
    query: (statement: Statement, values: unknown[] = []) => pool.query({ ...statement, values }),
    close: () => pool.end(),
  };
}

await answerParent(async ({ databaseUrl }: BareOptions) => {
  const { query, close } = await open(databaseUrl);
  await query({ name: "", text: `create table if not exists "bare" ("id" int primary key, "value" int)` });
  await query({ name: "", text: `insert into "bare" values (1, 0) on conflict do nothing` });
  const app = express();
  app.get("/contacts/:workspace/:id", async (request, response) => {
    const { rows } = await query(read, [request.params.workspace, request.params.id]);
    response.json(rows[0]);
  });
  app.post("/commit", async (_request, response) => {
    const { rows } = await query(write);
    response.json(rows[0]);
  });
  app.get("/value", async (_request, response) => {
    const { rows } = await query(value);
    response.json(rows[0]);
  });
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const ready: BareReady = { url: `http://127.0.0.1:${port}` };
  return {
    ready,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await close();
    },
  };
});
