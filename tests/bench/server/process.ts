// Kith's server with the bench's data in it, in a process of its own; says where it is and who can sign in.
import { startServer } from "../../../server/start.ts";
import { answerParent } from "../processes.ts";
import { type KnownPerson, seed } from "./seed.ts";

export interface ServerOptions {
  databaseUrl: string | null;
  people: number;
  known: readonly KnownPerson[];
}

export interface Person {
  email: string;
  password: string;
  workspaceId: string;
}

export interface Ready {
  url: string;
  people: [Person, Person];
  /** Somebody in the first workspace, for reads over HTTP. */
  contactId: string;
}

const password = "a long bench password";

async function start({ databaseUrl, people, known }: ServerOptions): Promise<{ ready: Ready; close(): Promise<void> }> {
  const server = await startServer({ databaseUrl, dataDir: null, logLevel: "error" });
  const [lena, erik] = ["lena.vogt@brightwater.example", "erik.sund@brightwater.example"];
  const first = await server.addUser({
    email: lena,
    name: "Lena Vogt",
    password,
    role: "owner",
    workspaceName: "Bench",
  });
  const { workspaceId, memberId } = first;
  await server.addUser({ email: erik, name: "Erik Sund", password, workspaceId });
  await seed(server.database, { workspaceId, memberId, people, known });
  // Two neighbors, since a server of one workspace is not what is promised.
  for (const name of ["One", "Two"]) {
    const email = `${name}@neighbor.example`.toLowerCase();
    const other = await server.addUser({ email, name, password, role: "owner", workspaceName: name });
    await seed(server.database, { ...other, people: people / 5, known: [] });
  }
  const [contact] = await server.database.query<{ id: string }>(
    {
      name: "bench_contact",
      text: `with scope as materialized (select set_config('app.workspace', $1, true)::uuid as id)
        select contact."id"::text from scope join "contact" as contact on contact."workspaceId" = scope.id limit 1`,
    },
    [workspaceId],
  );
  const person = (email: string): Person => ({ email, password, workspaceId });
  const ready: Ready = { url: server.url, people: [person(lena), person(erik)], contactId: contact?.id ?? "" };
  return { ready, close: () => server.close() };
}

await answerParent(start);
