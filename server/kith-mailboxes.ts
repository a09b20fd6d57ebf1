// `kith sync` and `kith ledger`: mailboxes from the command line.
import { AppError } from "#shared/errors.ts";
import type { Config } from "./config.ts";
import { openConnecting } from "./connect/open.ts";
import { openEngine } from "./engine.ts";
import { bringUpToDate, findMailboxes, type Rest, runFollowUps } from "./jobs/bring-up-to-date.ts";
import { openLog } from "./log.ts";
import { readLedger } from "./mailbox/ledger.ts";
import { inWorkspace, wake } from "./mailbox/mailboxes.ts";
import type { Database } from "./store/database.ts";

const restWords: Readonly<Record<Rest, string>> = {
  quiet: "is up to date",
  not_started: "is connected; its import has not been started yet (Settings, Mail and calendar)",
  paused: "is paused",
  reconnect: "has to be connected again",
  failing: "could not be brought up to date",
};

/** How many mailboxes at once: as many as a small machine files mail for. */
const AT_ONCE = 4;

/** True when every mailbox is up to date. */
export async function syncMailboxes(
  database: Database,
  config: Config,
  address: string | undefined,
  { wait }: { wait: boolean },
): Promise<boolean> {
  const log = openLog("error");
  const connecting = openConnecting(config, {
    database,
    log,
    origin: () => config.publicUrl ?? "",
    onConnected: async () => undefined,
  });
  const engine = openEngine(connecting, config.pollSeconds);
  const mailboxes = await findMailboxes(engine, address);
  if (mailboxes.length === 0) {
    throw new AppError("not_found", address ? `No mailbox ${address} is connected` : "No mailbox is connected");
  }
  if (!wait) {
    for (const mailbox of mailboxes)
      await inWorkspace(database, mailbox, (prisma) => wake(prisma, mailbox, new Date()));
    console.log("Asked for; a running server does it now.");
    return true;
  }
  await runFollowUps(engine);
  const queue = [...mailboxes];
  const rests: Rest[] = [];
  const work = async () => {
    for (let mailbox = queue.shift(); mailbox; mailbox = queue.shift()) {
      const { workspaceId, id, address: name } = mailbox;
      const rest = await bringUpToDate(engine, { workspaceId, id }, ({ lastError }) => {
        if (lastError) console.error(`${name}: ${lastError}`);
      });
      rests.push(rest);
      console.log(`${name} ${restWords[rest]}.`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return rests.every((rest) => rest === "quiet");
}

/** Prints every entry of the ledger of a mailbox, newest first. */
export async function printLedger(database: Database, address: string, { json }: { json: boolean }): Promise<void> {
  const mailboxes = await findMailboxes({ database }, address);
  if (mailboxes.length === 0) throw new AppError("not_found", `No mailbox ${address} is connected`);
  for (const mailbox of mailboxes) {
    let after: string | undefined;
    do {
      const query = after === undefined ? {} : { after };
      const page = await inWorkspace(database, mailbox, (prisma) => readLedger(prisma, mailbox, query, 1_000));
      for (const entry of page.entries) {
        const { at, kind, state, reason, error, subject } = entry;
        console.log(
          json ? JSON.stringify(entry) : [at, kind, state, reason ?? error ?? "", subject ?? ""].join("\t").trimEnd(),
        );
      }
      after = page.next ?? undefined;
    } while (after !== undefined);
  }
}
