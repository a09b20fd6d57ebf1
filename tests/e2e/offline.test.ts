// The promise "nothing saved is lost" in two real browsers: real workers killed, a real server killed, the wire cut.
import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mutations } from "#shared/crm/index.ts";
import type { MessageAnswer, MessageArgs, MessageName, Reply } from "../../extension/messages.ts";
import { addTeam, type Kith, lena, openKith, robin } from "./extension.ts";
import { openServer, type TestServer } from "./server.ts";

const ACTS_EACH = 150;
const WORKER_KILLS_EACH = 5;

let server: TestServer;
let browsers: Rep[];

/** One rep's browser, driven through the messages its own pages send. */
class Rep {
  readonly kith: Kith;
  readonly memberId: string;
  readonly #page: Page;

  private constructor(kith: Kith, page: Page, memberId: string) {
    this.kith = kith;
    this.#page = page;
    this.memberId = memberId;
  }

  static async open(person: typeof lena): Promise<Rep> {
    const kith = await openKith({ server });
    const page = await kith.openPage("options.html");
    await page.mouse.click(5, 5);
    await page.evaluate((origins) => chrome.permissions.request({ origins }), [`${kith.serverUrl}/*`]);
    const { email, password } = person;
    const session = await ask(page, "session.signIn", { server: kith.serverUrl, email, password });
    if (session.kind !== "signedIn") throw new Error("not signed in");
    return new Rep(kith, page, session.membership.memberId);
  }

  ask<N extends MessageName>(name: N, args: MessageArgs<N>): Promise<MessageAnswer<N>> {
    return ask(this.#page, name, args);
  }

  async mutate(name: string, args: object): Promise<void> {
    await this.ask("mutate", { name, args, seen: null });
  }
}

async function ask<N extends MessageName>(page: Page, name: N, args: MessageArgs<N>): Promise<MessageAnswer<N>> {
  const reply = await page.evaluate(
    ([kith, sent]) => chrome.runtime.sendMessage({ kith, args: sent }) as Promise<Reply<unknown>>,
    [name, args] as const,
  );
  if (!reply.ok) throw new Error(`${name}: ${reply.message}`);
  return reply.value as MessageAnswer<N>;
}

beforeAll(async () => {
  server = await openServer();
  await addTeam(server, [lena, robin]);
  browsers = [await Rep.open(lena), await Rep.open(robin)];
});

afterAll(async () => {
  for (const rep of browsers ?? []) await rep.kith.close();
  await server?.close();
});

const noFilter = { lifecycle: null, ownerId: null, companyId: null, source: null, quietSince: null, text: null };

/** Everybody, with how much hangs on each. */
async function everybody(rep: Rep) {
  const asked = { offset: 0, limit: 500, sort: "name", descending: false, filter: noFilter } as const;
  const { rows } = await rep.ask("people.list", asked);
  const people = rows.map(async ({ contact }) => {
    const kinds = null;
    const timeline = await rep.ask("timeline.get", { contactId: contact.id, companyId: null, kinds, limit: 500 });
    const person = await rep.ask("person.get", { id: contact.id });
    return {
      contact,
      logged: timeline.entries.flatMap((entry) => (entry.kind === "meeting" ? [] : [entry.record])),
      reminders: person?.openTasks.map(({ task }) => task.title) ?? [],
    };
  });
  return Promise.all(people);
}

async function work(rep: Rep, who: number) {
  let count = 0;
  for (let at = 0; at < ACTS_EACH; at += 1) {
    const person = Math.floor(at / 3) % 40;
    // Half of the people are met by both.
    const email = person < 20 ? `both${person}@meet.example` : `only${who}-${person}@meet.example`;
    const known = await rep.ask("search.find", { text: email, limit: 1 });
    const contactId = known.people[0]?.contact.id ?? crypto.randomUUID();
    if (at % 3 === 0) {
      const lead = { id: contactId, name: `Person ${email}`, email, title: null, phones: [], address: null };
      await rep.mutate(mutations.contact.saveLead.name, { ...lead, source: "mail", company: null });
    } else if (at % 3 === 1) {
      const message = { kind: "mail", at: "2026-11-20T09:00:00.000Z", direction: "in", subject: `M ${at}`, text: "…" };
      const keys = { participants: [], link: null, threadKeys: [], messageKeys: [`${email} ${at}`] };
      const record = { ...message, ...keys, contactIds: [contactId] };
      await rep.mutate(mutations.activity.log.name, { id: crypto.randomUUID(), record });
    } else {
      const task = { kind: "todo", title: `${who} ${at}`, note: null, dueAt: "2027-01-01T09:00:00.000Z", doneAt: null };
      const links = { contactId, companyId: null, ownerId: rep.memberId, link: null, threadKey: null, doneBy: null };
      await rep.mutate(mutations.task.create.name, { id: crypto.randomUUID(), record: { ...task, ...links } });
    }
    count += 1;
    if (at % (ACTS_EACH / WORKER_KILLS_EACH) === 17) await rep.kith.killWorker();
  }
  return count;
}

async function settle(rep: Rep) {
  await expect
    .poll(
      async () => {
        await rep.ask("sync.now", {});
        const { state, pending } = await rep.ask("sync.status", {});
        return `${state} ${pending}`;
      },
      { timeout: 60_000, interval: 250 },
    )
    .toBe("saved 0");
}

test("300 offline acts in two browsers are there once each on both, after ten killed workers and three killed servers", async () => {
  for (const rep of browsers) await rep.kith.goOffline();
  const counts = await Promise.all(browsers.map((rep, who) => work(rep, who)));
  expect(counts).toEqual([ACTS_EACH, ACTS_EACH]);
  for (const rep of browsers) {
    expect(await rep.ask("sync.status", {})).toMatchObject({ state: "offline", pending: ACTS_EACH });
  }

  for (const rep of browsers) await rep.kith.goOnline();
  const settling = Promise.all(browsers.map(settle));
  for (let kills = 0; kills < 3; kills += 1) {
    await new Promise((resolve) => setTimeout(resolve, 80));
    await server.kill();
    await server.start();
  }
  await settling;
  for (const rep of [...browsers, ...browsers]) await settle(rep);

  const [hers, his] = await Promise.all(browsers.map(everybody));
  expect(his).toEqual(hers);
  // 20 people both met, 20 more of each rep; per person one mail and one reminder of each rep who met them.
  const perRep = ACTS_EACH / 3;
  expect(hers).toHaveLength(20 + 2 * 20);
  expect(hers?.flatMap((person) => person.reminders)).toHaveLength(2 * perRep);
  expect(new Set(hers?.flatMap((person) => person.reminders)).size).toBe(2 * perRep);
  const logged = hers?.flatMap((person) => person.logged) ?? [];
  // Both log the same message of a person both met under the same key: it is one.
  const keys = new Set(logged.flatMap((record) => ("messageKeys" in record ? record.messageKeys : [])));
  expect(logged).toHaveLength(keys.size);
});
