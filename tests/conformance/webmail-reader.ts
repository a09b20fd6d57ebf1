// What every WebmailReader must do, on every skin and language of our stand-ins, in a real Chromium.
import { type Browser, chromium } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Participant } from "#shared/fields.ts";
import { type MailContext, mailContext, type ThreadContext } from "#shared/mail.ts";
import { getChromium } from "../browser.ts";
import { listUrl, type Scene, scenes, threadUrl, truthOf, type WebmailName } from "../sandbox/webmail/sandbox.ts";
import type { SeenMessage, SeenPerson, SeenThread } from "../sandbox/webmail/truth.ts";
import { demoWorld } from "../sandbox/webmail/world.ts";
import { openPage, type ReadPage } from "./webmail-page.ts";

const threads = demoWorld.threads;
const nameOf = ({ skin, language }: Scene) => `${skin} ${language}`;
const collapse = (text: string | null) => text?.replace(/\s+/g, " ").trim() ?? null;

/** Gmail calls the user "me" in the page's language, which is no name; a reader leaves it out. */
const person = ({ name, address }: SeenPerson, me: string | null) =>
  `${address !== null && address === me ? "" : name} <${address ?? "?"}>`;

const meIn = (scene: Scene, truth: SeenThread) => (scene.webmail === "gmail" ? truth.account : null);

const plain = ({ name, address }: Participant) => `${name} <${address ?? "?"}>`;

/** A reading in the words of the truth, so that a difference can be read. */
const wordsOf = (context: MailContext) =>
  context.kind !== "thread"
    ? context
    : {
        subject: context.subject,
        account: context.account,
        messages: context.messages.map((message) => ({
          from: plain(message.from),
          recipients: message.recipients.map(plain).sort(),
          sentAt: message.sentAt,
          text: collapse(message.text),
        })),
      };

const isShown = (message: SeenMessage) => message.state !== "hidden" && message.from !== null;

const wordsOfTruth = (truth: SeenThread, me: string | null) => ({
  subject: truth.subject,
  account: truth.account,
  messages: truth.messages.filter(isShown).map((message) => ({
    from: person(message.from as SeenPerson, me),
    recipients: message.recipients.map((one) => person(one, me)).sort(),
    sentAt: message.sentAt,
    text: collapse(message.text),
  })),
});

const isOpen = (scene: Scene, truth: SeenThread) => (context: MailContext) =>
  truth.readable
    ? context.kind === "thread" &&
      JSON.stringify(wordsOf(context)) === JSON.stringify(wordsOfTruth(truth, meIn(scene, truth)))
    : context.kind === "unreadable";

function expectSame(context: MailContext, scene: Scene, truth: SeenThread): void {
  expect(mailContext.safeParse(context).error?.issues ?? []).toEqual([]);
  if (!truth.readable) {
    expect(context).toMatchObject({ kind: "unreadable", missing: expect.stringMatching(/\w/) });
    return;
  }
  expect(wordsOf(context)).toEqual(wordsOfTruth(truth, meIn(scene, truth)));
  const { threadKey, messages } = context as ThreadContext;
  if (truth.threadId) expect(threadKey).toContain(truth.threadId);
  truth.messages.filter(isShown).forEach((message, at) => {
    const key = messages[at]?.key ?? null;
    const isLasting = message.id !== null && !message.id.startsWith("msg-a:");
    if (isLasting) expect(key, message.worldId).toContain(message.id);
    // Without a lasting id a message can be named by its words, where there are words, or not at all.
    else if (message.text === null || message.id?.startsWith("msg-a:")) expect(key, message.worldId).toBeNull();
  });
  const keys = messages.map(({ key }) => key).filter((key) => key !== null);
  expect(new Set(keys).size).toBe(keys.length);
}

/** Nothing reported on the way may mix two threads or name somebody who is not in the thread it names. */
function expectNeverMixed(reported: readonly MailContext[], scene: Scene): void {
  const truths = threads.map((thread) => truthOf(scene, demoWorld, thread.id));
  for (const context of reported) {
    if (context.kind !== "thread") continue;
    const truth = truths.find((one) => one.subject === context.subject);
    if (!truth) throw new Error(`Reported a thread that does not exist: ${context.subject}`);
    if (truth.threadId) expect(context.threadKey).toContain(truth.threadId);
    const senders = truth.messages.filter(isShown).map(({ from }) => person(from as SeenPerson, meIn(scene, truth)));
    for (const { from } of context.messages) expect(senders).toContain(plain(from));
  }
}

/** Different threads in different scenes, so that together they see them all. */
function threadsFor(scene: Scene): typeof threads {
  const isFirst = scenes.find(({ webmail }) => webmail === scene.webmail) === scene;
  if (isFirst) return threads;
  const at = scenes.indexOf(scene) * 2;
  return [0, 1].map((step) => threads[(at + step) % threads.length]).filter((thread) => thread !== undefined);
}

export function webmailReaderConformance(webmail: WebmailName): void {
  const rows = webmail === "gmail" ? "[gh=tl] tr" : "#MailList [role=option]";
  let browser: Browser;
  beforeAll(async () => {
    const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    browser = await chromium.launch({ executablePath: getChromium(), args });
  });
  afterAll(() => browser?.close());

  const withPage = async (scene: Scene, run: (page: ReadPage) => Promise<void>) => {
    const page = await openPage(browser, scene);
    try {
      await run(page);
    } finally {
      await page.close();
    }
  };
  const own = scenes.filter((scene) => scene.webmail === webmail);

  describe.concurrent("every skin and language", () => {
    test.each(own.map((scene) => [nameOf(scene), scene] as const))("%s: an open thread is read as it is", (_, scene) =>
      withPage(scene, async (page) => {
        for (const { id } of threadsFor(scene)) {
          const truth = truthOf(scene, demoWorld, id);
          await page.open(threadUrl(scene, demoWorld, id));
          const last = await page.settled(isOpen(scene, truth));
          expectSame(last, scene, truth);
          expect(await page.read()).toEqual(last);
          expectNeverMixed(await page.reported(), scene);
        }
      }),
    );
  });

  describe.concurrent("from the list to thread after thread", () => {
    const withList = own.filter((scene) => !/popout|deep-link|unreadable/.test(scene.skin));
    test.each(withList.map((scene) => [nameOf(scene), scene] as const))(
      "%s: no reading mixes two of them",
      (_, scene) =>
        withPage(scene, async (page) => {
          const rowOf = (subject: string) =>
            page.page.locator(rows).filter({ hasText: subject, visible: true }).first();
          await page.open(listUrl(scene));
          const at = own.indexOf(scene) % 4;
          for (const { id, subject } of threads.slice(at, at + 2)) {
            if (page.page.url() !== listUrl(scene) && !(await rowOf(subject).isVisible())) await page.page.goBack();
            await rowOf(subject).waitFor();
            if (page.page.url() === listUrl(scene))
              expect(await page.read()).toMatchObject({ kind: "none", compose: null });
            await rowOf(subject).click();
            const truth = truthOf(scene, demoWorld, id);
            expectSame(await page.settled(isOpen(scene, truth)), scene, truth);
          }
          expectNeverMixed(await page.reported(), scene);
        }),
    );
  });
}
