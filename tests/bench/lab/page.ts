// A page in a copy of the built extension: talks to the shipped worker as the app does, and runs the background's own
// modules beside bare Dexie on the same replica, so that the two can be compared without a message between.
import { Dexie, type Table } from "dexie";
import { contactEntity } from "#shared/crm/contact.ts";
import { ask } from "../../../extension/app/ask.ts";
import { Replica } from "../../../extension/background/replica.ts";
import { find } from "../../../extension/background/search.ts";
import { readSession, replicaName } from "../../../extension/background/session.ts";

const timed = async (act: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await act();
  return performance.now() - started;
};

const timedAsk: (...asked: Parameters<typeof ask>) => Promise<number> = (name, args) => timed(() => ask(name, args));

class BareDatabase extends Dexie {
  declare readonly rows: Table<{ id: string }, string>;

  constructor(durability: "strict" | "relaxed") {
    super(`bare ${durability}`, { chromeTransactionDurability: durability });
    this.version(1).stores({ rows: "id" });
  }
}

const bare = { strict: new BareDatabase("strict"), relaxed: new BareDatabase("relaxed") };

let replica: Replica | undefined;
let personIds: string[] = [];
let written = 0;
/** What the last local write left in the replica, as one value. */
let bytes: object = {};

/** Whether the first pull has brought everything. */
async function isReady(): Promise<boolean> {
  const session = await ask("session.get", {});
  return session.kind === "signedIn" && session.ready;
}

async function open(people: number): Promise<number> {
  const session = await readSession();
  if (!session) throw new Error("The lab is not signed in");
  const { memberId, role } = session.membership;
  replica = new Replica(replicaName(session), { memberId, role }, { touched: () => {}, queued: () => {} });
  personIds = await replica.db.records(contactEntity).limit(people).primaryKeys();
  return replica.db.records(contactEntity).count();
}

function opened(): Replica {
  if (!replica) throw new Error("Open the lab first");
  return replica;
}

/** A person nobody has touched yet, so that every write pays for keeping what the server said. */
async function nextChange() {
  const id = personIds[written++] as string;
  const row = await opened().db.records(contactEntity).get(id);
  const title = { from: row?.record.title ?? null, to: `Head of Bench ${written}` };
  return { id, args: { id, changes: { title } } };
}

/** What the interface does when a field is edited: records, outbox and history in one strict transaction. */
async function write(): Promise<number> {
  const { db } = opened();
  const { id, args } = await nextChange();
  const spent = await timed(() => opened().mutate("contact.update", args));
  const [row, base, queued, act] = await Promise.all([
    db.records(contactEntity).get(id),
    db.base.get(["contact", id]),
    db.outbox.toCollection().last(),
    db.history.orderBy("at").last(),
  ]);
  bytes = { row, base, queued, act };
  return spent;
}

/** The same change through the shipped worker, as a click makes it. */
async function writeByMessage(): Promise<number> {
  const { args } = await nextChange();
  return timedAsk("mutate", { name: "contact.update", args, seen: null });
}

const barePut = (durability: "strict" | "relaxed") => {
  const row = { id: crypto.randomUUID(), ...structuredClone(bytes) };
  return timed(() => bare[durability].rows.put(row));
};

const type = (text: string) => timed(() => find(opened().db, text, 20));
const typeByMessage = (text: string) => timedAsk("search.find", { text, limit: 20 });
const bareType = (text: string) =>
  timed(() => opened().db.records(contactEntity).where("terms").startsWith(text).limit(20).toArray());

async function findPerson(name: string): Promise<string> {
  const { people } = await ask("search.find", { text: name, limit: 5 });
  const found = people.find(({ contact }) => contact.name === name);
  if (!found) throw new Error(`${name} is not in the replica`);
  return found.contact.id;
}

/** Edits a field as the interface does; returns the moment just before. */
async function editTitle(id: string, to: string): Promise<number> {
  const person = await ask("person.get", { id });
  const changes = { title: { from: person?.contact.title ?? null, to } };
  const editedAt = performance.timeOrigin + performance.now();
  await ask("mutate", { name: "contact.update", args: { id, changes }, seen: null });
  return editedAt;
}

const personId = (index: number) => personIds.at(-1 - index) as string;

const lab = {
  ask,
  timedAsk,
  isReady,
  open,
  personId,
  findPerson,
  editTitle,
  write,
  writeByMessage,
  barePut,
  type,
  typeByMessage,
  bareType,
};
export type Lab = typeof lab;
Object.assign(globalThis, { lab });
