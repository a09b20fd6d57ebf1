// A company and those it writes with, made from a seed: mailboxes at both vendors, customers, strangers, newsletters,
// free-mail, threads and meetings. What is generated is only ever what the world holds; nothing here knows the engine.
import type { VendorName } from "../../server/providers/vendor.ts";
import { World, type WorldEvent, type WorldMessage, type WorldPerson } from "../sandbox/mailboxes/world.ts";

/** Small and good enough; the same seed gives the same world on every machine. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  next(): number {
    this.#state = (this.#state + 0x9e3779b9) >>> 0;
    let mixed = this.#state ^ (this.#state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError("Nothing to pick from");
    return items[this.below(items.length)] as T;
  }

  some<T>(items: readonly T[], count: number): T[] {
    const left = [...items];
    return Array.from({ length: Math.min(count, left.length) }, () => left.splice(this.below(left.length), 1)[0] as T);
  }
}

export interface Colleague extends WorldPerson {
  readonly vendor: VendorName;
  readonly alias: string;
}

/** One conversation, and who takes part. */
export interface Conversation {
  readonly id: string;
  readonly insiders: readonly Colleague[];
  readonly outsiders: readonly WorldPerson[];
  readonly messages: WorldMessage[];
  /** How many it will have. */
  readonly length: number;
}

/** Of a hundred conversations, how many have one message, two, …: three and a half on average. */
const lengths = [30, 17, 14, 10, 8, 6, 5, 4, 2, 2, 1, 1].flatMap((times, at) => Array<number>(times).fill(at + 1));

export const day = 24 * 60 * 60_000;
/** The vendors' times have no fractions everywhere. */
export const atSecond = (ms: number) => new Date(Math.floor(ms / 1000) * 1000).toISOString();

const given = ["Anna", "Bo", "Cleo", "Dana", "Emil", "Femi", "Gita", "Hugo", "Ines", "Jun", "Kofi", "Lars", "Mina"];

export class Company {
  readonly world: World;
  readonly random: Random;
  readonly colleagues: Colleague[] = [];
  /** Everybody outside who writes as people do. */
  readonly people: WorldPerson[] = [];
  readonly newsletters: WorldPerson[] = [];
  readonly machine: WorldPerson = { name: "Portal", address: "no-reply@portal.example" };
  readonly conversations: Conversation[] = [];
  readonly events: WorldEvent[] = [];
  /** Which conversation a message belongs to, by its id in the world. */
  readonly conversationOf = new Map<string, string>();
  made = 0;

  constructor(seed: number, mailboxes: number, begin: string) {
    this.random = new Random(seed);
    this.world = new World(begin);
    for (let n = 0; n < mailboxes; n += 1) {
      const vendor = n % 2 === 0 ? "google" : "microsoft";
      const name = `${given[n % given.length]} Kontor ${n}`;
      const person = { vendor, name, address: `rep${n}@kontor.example`, alias: `desk${n}@kontor.example` } as const;
      this.world.addMailbox({ ...person, aliases: [person.alias] });
      this.colleagues.push(person);
    }
    for (let n = 0; n < mailboxes * 10; n += 1) {
      const name = `${this.random.pick(given)} ${n}`;
      const host = n % 9 === 0 ? "gmail.com" : n % 11 === 0 ? "mail.levant.example" : `firm${n % 37}.example`;
      this.people.push({ name, address: `person${n}@${host}` });
    }
    for (let n = 0; n < 6; n += 1) this.newsletters.push({ name: `News ${n}`, address: `news@shop${n}.example` });
  }

  begin(): Conversation {
    const { random } = this;
    const insiders = random.some(this.colleagues, 1 + (random.chance(0.3) ? 1 : 0) + (random.chance(0.1) ? 1 : 0));
    const outsiders = random.chance(0.04)
      ? []
      : random.some(this.people, 1 + (random.chance(0.3) ? 1 : 0) + (random.chance(0.1) ? 2 : 0));
    const conversation = {
      id: `c${this.conversations.length}`,
      insiders: outsiders.length === 0 ? random.some(this.colleagues, 2) : insiders,
      outsiders,
      messages: [],
      length: random.pick(lengths),
    };
    this.conversations.push(conversation);
    return conversation;
  }

  /** The next message of a conversation, sent at a moment. */
  write(conversation: Conversation, at: string): WorldMessage {
    const { random } = this;
    const { insiders, outsiders, messages } = conversation;
    const id = `w${this.made++}`;
    const as = (person: Colleague): WorldPerson =>
      random.chance(0.15) ? { name: person.name, address: person.alias } : person;
    const isIn = outsiders.length > 0 && random.chance(0.55);
    const sender = isIn ? random.pick(outsiders) : as(random.pick(insiders));
    // Not everybody is in every message of a conversation, but always one of them and one of us.
    const others = [...outsiders, ...insiders.map(as)].filter(({ address }) => address !== sender.address);
    const first = isIn
      ? as(random.pick(insiders))
      : (outsiders.at(random.below(outsiders.length)) ?? random.pick(others));
    const rest = others.filter((person) => person !== first && person.name !== sender.name && random.chance(0.7));
    const isNameless = conversation.length === 1 && random.chance(0.02);
    const text = `Words of ${id}.`;
    const message: WorldMessage = {
      id,
      messageId: isNameless ? null : `<${id}.${random.below(1e6)}@${sender.address.split("@")[1]}>`,
      references: messages.flatMap(({ messageId }) => messageId ?? []),
      at,
      subject: `${messages.length > 0 ? "Re: " : ""}Topic ${conversation.id} ${id}`,
      from: sender,
      to: [first, ...rest.filter((_, index) => index % 2 === 0)],
      cc: rest.filter((_, index) => index % 2 === 1),
      text,
      html: random.chance(0.3) ? `<div>${text}<br></div>` : null,
      headers: {},
    };
    messages.push(message);
    this.conversationOf.set(id, conversation.id);
    return message;
  }

  /** A newsletter to one of us, or a machine's code. */
  writeAlone(at: string): WorldMessage {
    const { random } = this;
    const id = `w${this.made++}`;
    const isCode = random.chance(0.15);
    const from = isCode ? this.machine : random.pick(this.newsletters);
    this.conversationOf.set(id, id);
    return {
      id,
      messageId: `<${id}@${from.address.split("@")[1]}>`,
      references: [],
      at,
      subject: isCode ? `Your verification code ${id}` : `Offers of the week ${id}`,
      from,
      to: [random.pick(this.colleagues), ...(isCode || !random.chance(0.2) ? [] : [random.pick(this.people)])],
      cc: [],
      text: isCode ? "Your verification code is 482913. It expires in 10 minutes." : `Words of ${id}.`,
      html: null,
      headers: isCode ? {} : { "List-Id": "<news.example>", "List-Unsubscribe": "<https://shop.example/bye>" },
    };
  }

  /** Whatever comes next in all the mail of a company. */
  arrive(at: string): WorldMessage {
    const { random } = this;
    if (random.chance(0.12)) return this.writeAlone(at);
    const open = this.conversations.slice(-40).filter(({ messages, length }) => messages.length < length);
    return this.write(open.length > 0 && random.chance(0.75) ? random.pick(open) : this.begin(), at);
  }

  meet(around: number): WorldEvent {
    const { random } = this;
    const id = `e${this.events.length}`;
    const people = random.some(this.people, 1 + random.below(2));
    const ours = random.some(this.colleagues, 1 + random.below(3));
    const start = new Date(Math.floor((around + (random.next() - 0.3) * 20 * day) / day) * day);
    const date = start.toISOString().slice(0, 10);
    const isAllDay = random.chance(0.1);
    const hour = 8 + random.below(9);
    const next = new Date(start.getTime() + day).toISOString().slice(0, 10);
    const kind = random.chance(0.06) ? "focus" : "meeting";
    const attending = kind === "focus" ? ours.slice(0, 1) : [...ours, ...(random.chance(0.85) ? people : [])];
    const time = (at: number) => `${date}T${String(at).padStart(2, "0")}:00:00`;
    const event: WorldEvent = {
      id,
      uid: `${id}@kontor.example`,
      title: `Meeting ${id}`,
      start: isAllDay ? date : time(hour),
      end: isAllDay ? next : time(hour + 1),
      timeZone: random.pick(["Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC"]),
      isAllDay,
      recurrence:
        random.chance(0.2) && kind === "meeting" ? { every: "week", interval: 1, count: 2 + random.below(8) } : null,
      organizer: ours[0] as WorldPerson,
      attendees: attending.map((person) => ({ person, answer: "accepted" as const })),
      visibility: random.chance(0.1) ? "private" : "default",
      kind,
      location: random.chance(0.5) ? "Room 4" : null,
      meetingUrl: null,
      description: `Notes of ${id}.`,
      isCancelled: false,
      exceptions: new Map(),
      updatedAt: this.world.now,
    };
    this.events.push(event);
    return event;
  }
}
