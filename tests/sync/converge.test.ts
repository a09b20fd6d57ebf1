import { afterAll, beforeAll, expect, test } from "vitest";
import { mutations } from "#shared/crm/index.ts";
import { addTeam, lena as lenaVogt, robin as robinEkstrom } from "../e2e/extension.ts";
import { openServer, type TestServer } from "../e2e/server.ts";
import { openWire, type Wire } from "../wire.ts";
import { Client, signIn } from "./client.ts";

const PEOPLE = 50;
const ACTS_EACH = 150;

let server: TestServer;
let wire: Wire;
let clients: Client[];

beforeAll(async () => {
  server = await openServer();
  await addTeam(server, [lenaVogt, robinEkstrom]);
  wire = await openWire(server.port);
  const signedIn = [lenaVogt, robinEkstrom].map(({ email, password }) => signIn(wire.url, email, password));
  clients = (await Promise.all(signedIn)).map((one) => new Client(one));
});

afterAll(async () => {
  for (const client of clients ?? []) client.kill();
  await wire?.close();
  await server?.close();
});

/** The same numbers on every run. */
function aRandom(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

interface Acts {
  saved: Set<string>;
  logged: Set<string>;
  reminders: Set<string>;
}

/** Saves, logs and reminders, one after the other, as a rep does them; both reps meet the same people. */
async function act(client: Client, random: (below: number) => number, acts: Acts, at: number) {
  const { replica, memberId } = client;
  const person = random(PEOPLE);
  const email = `person${person}@customer${person % 7}.example`;
  const ours = (await replica.db.table("contact").where("record.emails").equals(email).first())?.id as
    | string
    | undefined;
  const kind = at % 3;
  if (kind === 0 || !ours) {
    const company = { id: crypto.randomUUID(), name: "Customer", domain: `customer${person % 7}.example` };
    const lead = { name: `Person ${person}`, email, title: null, phones: [], address: null, source: "mail", company };
    await replica.mutate(mutations.contact.saveLead.name, { id: crypto.randomUUID(), ...lead });
    acts.saved.add(email);
  } else if (kind === 1) {
    const messageKey = `message ${random(200)}`;
    const message = { kind: "mail", at: "2026-11-20T09:00:00.000Z", direction: "in", subject: messageKey, text: "…" };
    const links = { contactIds: [ours], participants: [], link: null, threadKeys: [], messageKeys: [messageKey] };
    await replica.mutate(mutations.activity.log.name, { id: crypto.randomUUID(), record: { ...message, ...links } });
    acts.logged.add(messageKey);
  } else {
    const title = `Remind ${memberId} ${at}`;
    const task = { kind: "todo", title, note: null, dueAt: "2027-01-01T09:00:00.000Z", doneAt: null };
    const links = { contactId: ours, companyId: null, ownerId: memberId, link: null, threadKey: null, doneBy: null };
    await replica.mutate(mutations.task.create.name, { id: crypto.randomUUID(), record: { ...task, ...links } });
    acts.reminders.add(title);
  }
}

test("300 offline acts of two reps converge once each, through killed workers and a killed server", async () => {
  const acts: Acts = { saved: new Set(), logged: new Set(), reminders: new Set() };
  await Promise.all(
    clients.map(async (client, index) => {
      const random = aRandom(index + 1);
      for (let at = 0; at < ACTS_EACH; at += 1) {
        await act(client, random, acts, at);
        if (at % 30 === 29) {
          client.kill();
          client.start();
        }
      }
    }),
  );

  const settling = clients.map(async (client) => client.settle());
  for (let kills = 0; kills < 3; kills += 1) {
    await new Promise((resolve) => setTimeout(resolve, 60));
    await server.kill();
    await server.start();
  }
  await Promise.all(settling);
  for (const client of [...clients, ...clients]) await client.settle();

  const [hers, his] = await Promise.all(clients.map((client) => client.everything()));
  const fresh = new Client(await signIn(wire.url, lenaVogt.email, lenaVogt.password));
  await fresh.settle();
  const servers = await fresh.everything();
  fresh.kill();
  expect(his).toEqual(hers);
  expect(servers).toEqual(hers);

  const valuesOf = (kind: string, field: string) =>
    (servers[kind] as Record<string, unknown>[]).flatMap((record) => record[field] as string | string[]).toSorted();
  expect(valuesOf("contact", "emails")).toEqual([...acts.saved].toSorted());
  expect(valuesOf("company", "domain")).toHaveLength(7);
  expect(valuesOf("activity", "messageKeys").flat()).toEqual([...acts.logged].toSorted());
  expect(valuesOf("task", "title")).toEqual([...acts.reminders].toSorted());
  const contactIds = new Set(valuesOf("contact", "id"));
  expect(valuesOf("task", "contactId").every((id) => contactIds.has(id))).toBe(true);
  expect(valuesOf("activity", "contactIds").every((id) => contactIds.has(id))).toBe(true);
});
