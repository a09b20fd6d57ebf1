// A month in the life of a company: what is in its mailboxes already, what arrives, moves, goes and is decided, while
// its mailboxes are followed and both vendors have their days. Everything from one seed.
import { randomUUID } from "node:crypto";
import { mutations } from "#shared/crm/index.ts";
import type { SharingLevel } from "#shared/crm/sharing.ts";
import { AppError } from "#shared/errors.ts";
import type { Mutation } from "#shared/mutation.ts";
import { followUp, MAILBOX_SHARING } from "../../server/mailbox/follow-up.ts";
import { takeTurn } from "../../server/mailbox/turn.ts";
import type { Fault } from "../sandbox/mailboxes/faults.ts";
import { calm } from "../sandbox/microsoft/switches.ts";
import { expireLeases } from "./engine-mortal.ts";
import type { Decisions, Owner } from "./engine-oracle.ts";
import { rowsOf } from "./engine-scene.ts";
import type { Rep, Stage } from "./engine-stage.ts";
import { atSecond, type Colleague, type Company, day } from "./engine-world.ts";

export interface Month {
  readonly messages: number;
  readonly steps: number;
  readonly days: number;
}

const levels: SharingLevel[] = ["nothing", "metadata", "subject", "everything"];

/** As the queue does with a job, and a client with a mutation, when the database is too busy. */
async function untilItWorks(run: () => Promise<unknown>, tries: number): Promise<void> {
  for (let left = tries; left > 0; left -= 1) {
    try {
      await run();
      return;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "unavailable") throw error;
    }
  }
}

export class Simulation {
  readonly decisions: Decisions = { owners: [], contacts: new Map(), blocks: new Map(), rules: new Map() };
  readonly reps: Rep[] = [];
  turns = 0;
  faults = 0;
  readonly #stage: Stage;
  readonly #company: Company;
  readonly #ruleIds = new Map<string, string>();

  constructor(stage: Stage, company: Company) {
    this.#stage = stage;
    this.#company = company;
  }

  /** Everything that is there before anybody connects. */
  async settleIn(messages: number): Promise<void> {
    const { world, random, people, colleagues } = this.#company;
    const now = Date.parse(world.now);
    for (const { address } of colleagues)
      for (const folder of ["Customers", "Projects"]) world.addFolder(address, folder);
    for (let n = 0; n < messages; n += 1) {
      const message = this.#company.arrive(atSecond(now - (60 * day * (messages - n)) / messages));
      world.send(message);
    }
    for (let n = 0; n < messages / 40; n += 1) world.putEvent(this.#company.meet(now));
    for (const colleague of colleagues) {
      const sharing = random.chance(0.6) ? "everything" : random.pick(levels);
      const rep = await this.#stage.addRep(colleague.address, { sharing });
      this.reps.push(rep);
      this.decisions.owners.push({ ...rep, alias: colleague.alias, sharing });
    }
    const [first] = this.reps;
    for (const person of [...people, ...this.#company.newsletters.slice(0, 2), this.#company.machine]) {
      const isKnown = !people.includes(person) || random.chance(0.6);
      if (isKnown && first) await this.#save(first.memberId, person.name, person.address);
    }
  }

  async live({ messages, steps, days }: Month): Promise<void> {
    const { world, random } = this.#company;
    for (let step = 0; step < steps; step += 1) {
      const from = Date.parse(world.now);
      const length = (days * day) / steps;
      const arriving = Math.round((messages * (step + 1)) / steps) - Math.round((messages * step) / steps);
      for (let n = 0; n < arriving; n += 1) this.#receive(atSecond(from + (length * n) / arriving));
      for (let n = 0; n < 2 + arriving / 10; n += 1) this.#tidy();
      for (let n = 0; n < 2; n += 1) this.#plan();
      world.now = new Date(from + length).toISOString();
      this.#misbehave();
      const asked = random.some(this.reps, Math.ceil(this.reps.length * 0.6));
      const decided = random.chance(0.8) ? this.#decide() : Promise.resolve();
      for (let at = 0; at < asked.length; at += 3) {
        await Promise.all(asked.slice(at, at + 3).map((rep) => this.#turn(rep)));
      }
      await decided;
      if (random.chance(0.3)) this.#behave();
    }
  }

  /** Everybody calms down, and every mailbox comes to rest; then once more, the next day. */
  async end(): Promise<void> {
    this.#behave();
    await expireLeases(this.#stage);
    for (let n = 0; n < 2; n += 1) {
      for (const rep of this.reps) await this.#stage.settle(rep);
    }
    this.#company.world.now = new Date(Date.parse(this.#company.world.now) + day + 1).toISOString();
    for (const rep of this.reps) await this.#stage.settle(rep);
  }

  async #turn(rep: Rep): Promise<void> {
    const { random } = this.#company;
    const stop = random.chance(0.05) ? AbortSignal.timeout(5 + random.below(80)) : AbortSignal.timeout(600_000);
    this.turns += 1;
    // The database may be too busy for it, as for any job: there will be another turn.
    const id = { workspaceId: this.#stage.workspaceId, id: rep.mailboxId };
    await untilItWorks(() => takeTurn(this.#stage.engine, id, stop), 1);
  }

  #receive(at: string): void {
    const { world, random } = this.#company;
    const message = this.#company.arrive(at);
    world.send(message);
    // What a filter does at once.
    for (const { address } of this.#company.colleagues) {
      if (world.mailbox(address).messages.has(message.id) && random.chance(0.04)) {
        world.move(address, message.id, random.pick(["spam", "Customers", "archive"]));
      }
    }
  }

  /** A rep moves, deletes or brings back a message. */
  #tidy(): void {
    const { world, random, colleagues } = this.#company;
    const { address } = random.pick(colleagues);
    const mailbox = world.mailbox(address);
    const placed = [...mailbox.messages.values()].slice(-300);
    if (placed.length === 0) return;
    const { message, folder } = random.pick(placed);
    const choice = random.next();
    if (choice < 0.06) {
      const own = `Folder ${random.below(4)}`;
      if (mailbox.folders.has(own)) world.removeFolder(address, own);
      else world.addFolder(address, own);
    } else if (choice < 0.2) world.erase(address, message.id);
    else if (choice < 0.4 && ["spam", "trash"].includes(folder)) world.move(address, message.id, "inbox");
    else if (choice < 0.55) world.move(address, message.id, random.pick(["trash", "spam"]));
    else {
      const to = random.pick([...mailbox.folders].filter((one) => !["drafts", "spam", "trash", "sent"].includes(one)));
      if (to !== folder) world.move(address, message.id, to);
    }
  }

  /** A meeting is made, moved, called off, or one of a series is. */
  #plan(): void {
    const { world, random, events } = this.#company;
    const choice = random.next();
    if (events.length === 0 || choice < 0.4) {
      world.putEvent(this.#company.meet(Date.parse(world.now)));
      return;
    }
    const event = random.pick(events);
    if (event.isCancelled) return;
    if (event.recurrence) {
      const count = event.recurrence.count ?? 1;
      const [date = "", time] = event.start.split("T");
      const of = new Date(Date.parse(`${date}T00:00:00Z`) + 7 * day * random.below(count)).toISOString().slice(0, 10);
      const start = time ? `${of}T${time}` : of;
      const isCancelled = random.chance(0.5);
      if (time) {
        const moved = { start: `${of}T19:30:00`, end: `${of}T20:15:00`, title: `${event.title} (moved)`, isCancelled };
        event.exceptions.set(start, moved);
      }
    } else if (choice < 0.6) event.isCancelled = true;
    else if (choice < 0.7) {
      const colleague = random.pick(this.#company.colleagues);
      if (world.mailbox(colleague.address).events.has(event.id)) world.eraseEvent(colleague.address, event.id);
      return;
    } else {
      const shift = (local: string) => {
        const [date = "", time] = local.split("T");
        const to = new Date(Date.parse(`${date}T00:00:00Z`) + day).toISOString().slice(0, 10);
        return time ? `${to}T${time}` : to;
      };
      Object.assign(event, { start: shift(event.start), end: shift(event.end) });
      if (event.kind === "meeting") event.attendees.push({ person: random.pick(this.#company.people), answer: "none" });
    }
    world.putEvent(event);
  }

  async #change<A>(memberId: string, mutation: Mutation<A>, args: A): Promise<void> {
    const { engine, workspaceId } = this.#stage;
    await untilItWorks(() => this.#stage.act(memberId, mutation, args), 10);
    const committed = { workspaceId, memberId, name: mutation.name, args };
    await untilItWorks(() => followUp(engine, committed as never, new Date(this.#company.world.now)), 10);
  }

  async #save(memberId: string, name: string, email: string): Promise<void> {
    const id = randomUUID();
    this.decisions.contacts.set(id, new Set([email]));
    const nothing = { title: null, phones: [], address: null, company: null };
    await this.#change(memberId, mutations.contact.saveLead, { id, name, email, source: "mail", ...nothing });
  }

  /** Somebody saves, changes or removes a person, blocks, or shares more or less. */
  async #decide(): Promise<void> {
    const { random, people, world } = this.#company;
    const { contacts, blocks, rules, owners } = this.decisions;
    const owner = random.pick(owners);
    const { memberId } = owner;
    const known = new Set([...contacts.values()].flatMap((addresses) => [...addresses]));
    const stranger = random.pick(people);
    const [contactId, addresses] = random.pick([...contacts]);
    const choice = random.next();
    if (choice < 0.2 && !known.has(stranger.address)) await this.#save(memberId, stranger.name, stranger.address);
    else if (choice < 0.35 && !known.has(stranger.address)) {
      addresses.add(stranger.address);
      const args = { id: contactId, address: stranger.address };
      await this.#change(memberId, mutations.contact.addAddress, args);
    } else if (choice < 0.45 && addresses.size > 1) {
      const from = [...addresses];
      const to = from.slice(0, -1);
      addresses.delete(from.at(-1) ?? "");
      await this.#change(memberId, mutations.contact.update, { id: contactId, changes: { emails: { from, to } } });
    } else if (choice < 0.52) {
      contacts.delete(contactId);
      await this.#change(memberId, mutations.contact.remove, { id: contactId });
    } else if (choice < 0.62) {
      const pattern = random.pick(["levant.example", `firm${random.below(37)}.example`, stranger.address]);
      const forAll = random.chance(0.4);
      const isThere = [...blocks.values()].some((one) => one.pattern === pattern);
      if (isThere) return;
      const id = randomUUID();
      blocks.set(id, { pattern, memberId: forAll ? null : memberId });
      await this.#change(memberId, mutations.block.add, { id, pattern, forAll });
    } else if (choice < 0.7 && blocks.size > 0) {
      const [id, block] = random.pick([...blocks]);
      blocks.delete(id);
      await this.#change(block.memberId ?? memberId, mutations.block.remove, { id });
    } else if (choice < 0.9) {
      const level = random.pick(levels);
      const name = `${memberId} ${contactId}`;
      const id = this.#ruleIds.get(name) ?? randomUUID();
      this.#ruleIds.set(name, id);
      rules.set(name, level);
      await this.#change(memberId, mutations.shareRule.setPerson, { id, contactId, level });
    } else await this.#shareMailbox(owner, random.pick(levels), new Date(world.now));
  }

  async #shareMailbox(owner: Owner, level: SharingLevel, now: Date): Promise<void> {
    const { engine, workspaceId } = this.#stage;
    owner.sharing = level;
    const set = `update "mailbox" set "sharing" = $1 where "address" = $2`;
    await rowsOf(this.#stage, set, level, owner.address);
    const committed = { workspaceId, memberId: owner.memberId, name: MAILBOX_SHARING, args: {} };
    await untilItWorks(() => followUp(engine, committed as never, now), 10);
  }

  #behave(): void {
    const { google, microsoft } = this.#stage;
    for (const { faults } of [google, microsoft]) faults.clear();
    Object.assign(microsoft.switches, calm);
    Object.assign(google.switches, { emptyHistoryPages: 0, brokenHistoryPages: 0, emptyEventPages: false });
    Object.assign(google.switches.batch, { reorder: false, dropped: 0, concurrency: null });
  }

  /** One or two things from all that may go wrong. */
  #misbehave(): void {
    const { random, colleagues } = this.#company;
    const { google, microsoft } = this.#stage;
    const wait = { "retry-after": String(1 + random.below(60)) };
    const struck: Fault[] = [
      { kind: "status", status: 429 },
      { kind: "status", status: 429, headers: wait },
      { kind: "status", status: 503, headers: { "content-type": "text/html" }, body: "<html></html>" },
      { kind: "status", status: 500 },
      { kind: "reset" },
      { kind: "truncated" },
      { kind: "lost_answer" },
    ];
    const somebody = (vendor: string): Colleague => random.pick(colleagues.filter((one) => one.vendor === vendor));
    const menu: (() => void)[] = [
      () =>
        google.faults.add({ fault: random.pick(struck), url: /./, after: random.below(8), times: 1 + random.below(3) }),
      () =>
        microsoft.faults.add({
          fault: random.pick(struck),
          url: /./,
          after: random.below(20),
          times: 1 + random.below(3),
        }),
      () => google.expireHistory(somebody("google").address),
      () => google.expireSyncTokens(somebody("google").address, random.chance(0.5) ? 1 : 2),
      () => Object.assign(google.switches, { emptyHistoryPages: 2, brokenHistoryPages: 1, emptyEventPages: true }),
      () => Object.assign(google.switches.batch, { reorder: true, dropped: 2, concurrency: 7 }),
      () => microsoft.forget(somebody("microsoft").address, random.pick(["gone", "badRequest", "location", "resync"])),
      () => microsoft.expire({ on: "nextLink", after: random.below(3) }),
      () => microsoft.expire({ on: "deltaLink", after: random.below(10) }),
      () => Object.assign(microsoft.switches, { replays: 10, repeats: true, emptyPages: true, lostLinks: 1 }),
      () => Object.assign(microsoft.switches, { moves: random.pick(["removedFirst", "createdFirst"]) }),
      () => Object.assign(microsoft.switches, { batchShuffled: true, batchGaps: 1, batchThrottled: 1 }),
      () => Object.assign(microsoft.switches, { masterLast: true, stubOccurrences: random.chance(0.5) }),
    ];
    for (const spoil of random.some(menu, random.below(3))) {
      spoil();
      this.faults += 1;
    }
  }
}
