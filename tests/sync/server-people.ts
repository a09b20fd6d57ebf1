// A server on a database of its own, and people who use it over HTTP as a browser would.
import { randomUUID } from "node:crypto";
import type { Role } from "#shared/access.ts";
import { type Membership, signInResponse, WORKSPACE_HEADER } from "#shared/api.ts";
import {
  type FeedChange,
  PROTOCOL_VERSION,
  type PullResponse,
  type PushResponse,
  pullResponse,
  pushResponse,
  type WireMutation,
} from "#shared/protocol.ts";
import { type RunningServer, startServer } from "../../server/start.ts";
import type { TestDatabase } from "../conformance/tx-databases.ts";

export const PASSWORD = "correct horse battery";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at whatever came
  readonly json: any;
}

export async function request(
  url: string,
  method: string,
  headers: Record<string, string>,
  body?: unknown,
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parse(text) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Somebody signed in, with one browser profile. */
export class Person {
  readonly url: string;
  readonly token: string;
  readonly workspaceId: string;
  readonly memberId: string;
  clientId: string = randomUUID();
  sequence = 0;

  constructor(url: string, token: string, place: Pick<Membership, "workspaceId" | "memberId">) {
    this.url = url;
    this.token = token;
    this.workspaceId = place.workspaceId;
    this.memberId = place.memberId;
  }

  get headers() {
    return { authorization: `Bearer ${this.token}`, [WORKSPACE_HEADER]: this.workspaceId };
  }

  call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    return request(this.url + path, method, { ...this.headers, ...headers }, body);
  }

  /** The next mutation of this client, not yet sent. */
  make(name: string, args: unknown, id: string = randomUUID()): WireMutation {
    this.sequence += 1;
    return { sequence: this.sequence, id, at: new Date().toISOString(), name, args: args as WireMutation["args"] };
  }

  async send(mutations: readonly WireMutation[]): Promise<PushResponse> {
    const answer = await this.call("POST", "/api/sync/push", {
      protocol: PROTOCOL_VERSION,
      clientId: this.clientId,
      mutations,
    });
    if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
    return pushResponse.parse(answer.json);
  }

  push(name: string, args: unknown): Promise<PushResponse> {
    return this.send([this.make(name, args)]);
  }

  async pull(cursor: string | null): Promise<PullResponse> {
    const answer = await this.call("POST", "/api/sync/pull", {
      protocol: PROTOCOL_VERSION,
      clientId: this.clientId,
      cursor,
    });
    if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
    return pullResponse.parse(answer.json);
  }

  /** Every page from a cursor on. */
  async pullAll(from: string | null = null): Promise<{ changes: FeedChange[]; cursor: string; pages: PullResponse[] }> {
    const pages: PullResponse[] = [];
    let cursor = from;
    do {
      const page = await this.pull(cursor);
      pages.push(page);
      cursor = page.cursor;
    } while (pages.at(-1)?.more);
    return { changes: pages.flatMap((page) => page.changes), cursor, pages };
  }

  async find(entity: string, id: string): Promise<Record<string, unknown> | undefined> {
    const answer = await this.call("GET", `/api/records/${entity}/${id}`);
    return answer.status === 200 ? answer.json : undefined;
  }
}

export interface TestServer extends RunningServer {
  /** Adds somebody with a role (a new workspace without `workspaceId`) and signs them in. */
  join(role?: Role, workspaceId?: string): Promise<Person>;
  /** The same account in another browser. */
  signIn(email: string): Promise<Person>;
}

let people = 0;

export async function openServer(database: TestDatabase): Promise<TestServer> {
  const server = await startServer(database.config, {
    ...database.options,
    timing: { heartbeatMs: 200, recheckMs: 50 },
  });
  return withPeople(server);
}

export function withPeople(server: RunningServer): TestServer {
  const signIn = async (email: string) => {
    const answer = await request(`${server.url}/api/auth/sign-in`, "POST", {}, { email, password: PASSWORD });
    const { token, memberships } = signInResponse.parse(answer.json);
    const [place] = memberships;
    if (!place) throw new Error("no membership");
    return new Person(server.url, token, place);
  };
  return {
    ...server,
    signIn,
    async join(role = "owner", workspaceId) {
      people += 1;
      const email = `person-${people}-${randomUUID().slice(0, 8)}@example.com`;
      const name = `Person ${people}`;
      await server.addUser({ email, name, password: PASSWORD, role, ...(workspaceId && { workspaceId }) });
      return signIn(email);
    },
  };
}

/** What "Save as lead" sends. */
export const aLead = (overrides: Record<string, unknown> = {}) => ({
  id: randomUUID(),
  name: "Bo Lind",
  email: `bo-${randomUUID()}@example.com`,
  title: null,
  phones: [],
  address: null,
  source: "mail",
  company: null,
  ...overrides,
});

export const aNote = (overrides: Record<string, unknown> = {}) => ({
  id: randomUUID(),
  record: { text: "A note", contactId: null, companyId: null, ...overrides },
});
