// NOTIFY from PostgreSQL over a connection of its own, opened again whenever it is lost.
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Logger } from "#shared/log.ts";

export async function watchChannel(
  url: string,
  channel: string,
  signal: AbortSignal,
  onPayload: (payload: string) => void,
  log: Logger,
): Promise<void> {
  let client = await connect(url, channel, onPayload);
  signal.addEventListener("abort", () => void client.end().catch(() => undefined), { once: true });
  const keep = async () => {
    while (!signal.aborted) {
      await new Promise<void>((resolve) => {
        client.once("end", resolve);
        client.once("error", () => resolve());
      });
      while (!signal.aborted) {
        await sleep(500, undefined, { signal, ref: false }).catch(() => undefined);
        if (signal.aborted) return;
        try {
          client = await connect(url, channel, onPayload);
          log.info({ channel }, "listening to the database again");
          // Whatever was said meanwhile is lost: an empty payload tells listeners to look for themselves.
          onPayload("");
          break;
        } catch {
          log.debug({ channel }, "the database cannot be listened to yet");
        }
      }
    }
  };
  void keep();
}

async function connect(url: string, channel: string, onPayload: (payload: string) => void) {
  const client = new pg.Client({ connectionString: url, keepAlive: true });
  client.on("error", () => undefined);
  client.on("notification", (message) => onPayload(message.payload ?? ""));
  await client.connect();
  await client.query(`listen ${client.escapeIdentifier(channel)}`);
  return client;
}
