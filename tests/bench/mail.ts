// The sandbox's Gmail at its real address, without Playwright's routing, which would slow the extension's own requests.
import type { CDPSession, Page } from "@playwright/test";
import { answer, listUrl, type Scene, threadUrl } from "../sandbox/webmail/sandbox.ts";
import { demoWorld } from "../sandbox/webmail/world.ts";
import type { KnownPerson } from "./server/seed.ts";

const scene: Scene = { webmail: "gmail", skin: "current", language: "en" };

/** Threads with one customer each, whom the replica knows at a company that appears nowhere in the mail. */
const threads = ["aldermoor-1", "norvik-offer"] as const;
const companies = ["Replica Dairy Holding", "Replica Paper Works"] as const;

function senderOf(threadId: string) {
  const thread = demoWorld.threads.find((one) => one.id === threadId || one.messages.some(({ id }) => id === threadId));
  const sender = thread?.messages
    .map((message) => message.from)
    .find(({ address }) => address !== demoWorld.account.address);
  if (!thread || !sender) throw new Error(`The sandbox has no thread ${threadId}`);
  return { thread, sender };
}

export const knownPeople: readonly KnownPerson[] = threads.map((id, index) => {
  const { name, address } = senderOf(id).sender;
  return { name, address, company: companies[index] as string };
});

export interface KnownThread {
  /** The address's part behind the `#`. */
  hash: string;
  /** The customer in it. */
  person: string;
  /** What only the replica knows, and the sidebar must show. */
  shows: string;
}

export const knownThreads: readonly KnownThread[] = threads.map((id, index) => ({
  hash: new URL(threadUrl(scene, demoWorld, senderOf(id).thread.id)).hash,
  person: senderOf(id).sender.name,
  shows: companies[index] as string,
}));

export const inboxUrl = listUrl(scene);

/** Answers the webmail's requests of this page and of no other. */
export async function answerMail(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  session.on("Fetch.requestPaused", ({ requestId, request }) => {
    const { status, headers, body } = answer(scene, demoWorld, new URL(request.url));
    void session
      .send("Fetch.fulfillRequest", {
        requestId,
        responseCode: status,
        responseHeaders: Object.entries(headers).map(([name, value]) => ({ name, value })),
        body: Buffer.from(body).toString("base64"),
      })
      // A page that is gone needs no answer.
      .catch(() => undefined);
  });
  await session.send("Fetch.enable", { patterns: [{ urlPattern: "https://mail.google.com/*" }] });
  return session;
}
