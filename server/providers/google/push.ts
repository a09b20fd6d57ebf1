// Gmail's hints: users.watch, and what it puts into a Pub/Sub subscription, to be pulled: no address of ours is needed.
// The calendar's would need one, with a domain that was proven; it is left to polling.
import { auth } from "googleapis/build/src/apis/gmail/index.js";
import { z } from "zod";
import type { Access } from "../access.ts";
import type { Hint, Pulled, PushProvider, Watch } from "../push.ts";
import type { GooglePush } from "../vendor.ts";
import { type GoogleClient, parseAnswer } from "./client.ts";
import { isUnknown } from "./errors.ts";
import { getAddress } from "./profile.ts";
import { units } from "./units.ts";

const PUBSUB = "https://pubsub.googleapis.com";
const MOST_HINTS = 100;
/** A pull may stay open until something is there; a proxy on the way would end it after a minute. */
const PULL_MS = 45_000;

const watchAnswer = z.object({ expiration: z.string().regex(/^\d{12,14}$/) });
const pullAnswer = z.object({
  receivedMessages: z
    .array(z.object({ ackId: z.string(), message: z.object({ data: z.string().default("") }).optional() }))
    .default([]),
});
/** The history id beside it is of no use: what the ledger has seen is where the next round begins. */
const hintData = z.object({ emailAddress: z.string() });

export function googlePush(client: GoogleClient, config: GooglePush): PushProvider {
  const watch = async (access: Access, features: readonly string[]): Promise<Watch | null> => {
    if (!features.includes("mail")) return null;
    const { expiration } = await client.ask(access, units.watch, watchAnswer, (options) =>
      client.gmail.users.watch({ userId: "me", requestBody: { topicName: config.topic } }, options),
    );
    const address = await getAddress(client, access);
    return { ids: [address.toLowerCase()], endsAt: new Date(Number(expiration)).toISOString() };
  };
  return {
    source: { kind: "fetched", pull: pullFrom(client, config) },
    watch: (access, { features }) => watch(access, features),
    // The same call once more.
    renew: (access, _ids, features) => watch(access, features),
    async unwatch(access) {
      await client.ask(access, units.stop, z.unknown(), (options) =>
        client.gmail.users.stop({ userId: "me" }, options),
      );
    },
  };
}

function pullFrom(client: GoogleClient, { subscription, email, privateKey }: GooglePush) {
  const account = new auth.JWT({ email, key: privateKey });
  /** Signed here and taken as it is: developers.google.com/identity/protocols/oauth2/service-account#jwt-auth. */
  const token = async () => {
    const headers = await account.getRequestHeaders(`${PUBSUB}/`);
    return (headers.get("authorization") ?? "").replace(/^Bearer /u, "");
  };
  const ask = async <T>(verb: string, body: object, schema: z.ZodType<T>, signal: AbortSignal): Promise<T> => {
    const access: Access = { token, renew: token, limiter: { run: (_units, call) => call() }, signal };
    const answer = await client.request(access, 0, {
      usualRoot: PUBSUB,
      path: `/v1/${subscription}:${verb}`,
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return parseAnswer(answer, schema);
  };
  return async (signal: AbortSignal): Promise<Pulled> => {
    const patience = AbortSignal.timeout(PULL_MS);
    const { receivedMessages } = await ask(
      "pull",
      { maxMessages: MOST_HINTS },
      pullAnswer,
      AbortSignal.any([signal, patience]),
    ).catch((error: unknown) => {
      if (patience.aborted) return { receivedMessages: [] };
      throw error;
    });
    const ackIds = receivedMessages.map(({ ackId }) => ackId);
    return {
      hints: receivedMessages.flatMap(({ message }) => toHint(message?.data ?? "")),
      async acknowledge() {
        if (ackIds.length === 0) return;
        await ask("acknowledge", { ackIds }, z.unknown(), signal).catch((error: unknown) => {
          // Too late to say so: they come again, and cost one more look.
          if (!isUnknown(error)) throw error;
        });
      },
    };
  };
}

/** What makes no sense is nobody's mailbox; acknowledged all the same, or it would come for a week. */
function toHint(data: string): Hint[] {
  try {
    const { emailAddress } = hintData.parse(JSON.parse(Buffer.from(data, "base64").toString()));
    return [{ watchId: emailAddress.toLowerCase(), secret: null, wants: "look" }];
  } catch {
    // Not a hint of Gmail's: somebody else publishes to the topic.
    return [];
  }
}
