// A process of its own that takes turns of mailboxes until they are quiet; what it needs to know is in KITH_TURNS.
import { type Engine, takeTurn } from "../../server/mailbox/turn.ts";
import { openVendors } from "../../server/providers/index.ts";
import { defaultConfig, openDatabase } from "../../server/start.ts";
import { silentLog } from "../conformance/tx-databases.ts";

export interface TurnsOrder {
  readonly databaseUrl: string;
  readonly secret: string;
  readonly workspaceId: string;
  readonly now: string;
  readonly google: { readonly apiRoot: string; readonly oauthRoot: string };
  readonly microsoft: { readonly apiRoot: string; readonly oauthRoot: string };
  /** Access tokens by mailbox. */
  readonly tokens: Readonly<Record<string, string>>;
}

const order = JSON.parse(process.env.KITH_TURNS ?? "{}") as TurnsOrder;
const client = { clientId: "kith", clientSecret: "secret", timeoutMs: 5_000 };
const config = { ...defaultConfig, databaseUrl: order.databaseUrl, secret: order.secret };
const database = await openDatabase(config, order.secret, silentLog);
const engine: Engine = {
  database,
  vendors: openVendors({
    google: { ...client, ...order.google },
    microsoft: { ...client, ...order.microsoft },
    publicUrl: null,
  }),
  openAccess: ({ id }, _vendor, limiter, signal) => ({
    token: async () => order.tokens[id] ?? "",
    renew: async () => order.tokens[id] ?? "",
    limiter,
    signal,
  }),
  disconnectMember: async () => undefined,
  log: silentLog,
  pollMs: 60_000,
  now: () => new Date(order.now),
};

const waiting = new Set(Object.keys(order.tokens));
process.stdout.write("ready\n");
while (waiting.size > 0) {
  for (const id of waiting) {
    const turn = await takeTurn(engine, { workspaceId: order.workspaceId, id }, AbortSignal.timeout(60_000));
    if (turn.ran && turn.isQuiet) waiting.delete(id);
    // Another process has it.
    if (!turn.ran) await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
await database.close();
process.stdout.write("quiet\n");
