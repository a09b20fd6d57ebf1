// Who must see what, and why the rest is not there: worked out from the rules as they are written down, message by
// message and event by event. It shares no line with the engine.
import type { SharingLevel } from "#shared/crm/sharing.ts";
import { instantOf, occurrencesOf, type WorldMessage } from "../sandbox/mailboxes/world.ts";
import type { Company } from "./engine-world.ts";

export interface Owner {
  readonly memberId: string;
  readonly address: string;
  readonly alias: string;
  sharing: SharingLevel;
}

/** What people have decided by now. */
export interface Decisions {
  readonly owners: Owner[];
  /** Addresses by the contact's id. */
  readonly contacts: Map<string, Set<string>>;
  /** `memberId` is null for everybody. */
  readonly blocks: Map<string, { pattern: string; memberId: string | null }>;
  /** By member and contact: `member contact`. */
  readonly rules: Map<string, SharingLevel>;
}

/** What everybody, or the one member, has of a message or meeting. */
export interface Seen {
  readonly name: string;
  readonly privateTo: string | null;
  readonly at: string;
  readonly endsAt: string | null;
  readonly direction: "in" | "out" | null;
  readonly contactIds: string[];
  readonly ownerIds: string[];
  readonly sharing: SharingLevel;
  readonly hasTitle: boolean;
  readonly hasText: boolean;
}

export interface Truth {
  /** `address subject`, or `address title start`, and what the ledger says of it. */
  readonly ledger: Map<string, string>;
  readonly activities: Seen[];
  readonly meetings: Seen[];
  readonly lastContact: Map<string, string | null>;
}

const order: SharingLevel[] = ["nothing", "metadata", "subject", "everything"];
const most = (levels: readonly SharingLevel[]) =>
  order[Math.max(0, ...levels.map((one) => order.indexOf(one)))] as SharingLevel;
const least = (levels: readonly SharingLevel[]) =>
  order[Math.min(...levels.map((one) => order.indexOf(one)))] as SharingLevel;

/** An address, or a domain with everything under it. */
const covers = (pattern: string, address: string) =>
  pattern.includes("@") ? pattern === address : `.${address.split("@")[1]}`.endsWith(`.${pattern}`);

type Verdict = { skipped: string } | { contactIds: string[] };

export class Oracle {
  readonly #company: Company;
  readonly #decisions: Decisions;
  readonly #ours: Set<string>;

  constructor(company: Company, decisions: Decisions) {
    this.#company = company;
    this.#decisions = decisions;
    this.#ours = new Set(company.colleagues.flatMap(({ address, alias }) => [address, alias]));
  }

  #knownAs(address: string): string[] {
    return [...this.#decisions.contacts].flatMap(([id, addresses]) => (addresses.has(address) ? [id] : []));
  }

  /** What the people in a message or meeting make of it, for one mailbox. */
  #judge(owner: Owner, addresses: readonly string[]): Verdict {
    const others = addresses.filter((address) => address !== owner.address && address !== owner.alias);
    const blocks = [...this.#decisions.blocks.values()].filter(
      ({ memberId }) => memberId === null || memberId === owner.memberId,
    );
    if (others.some((address) => blocks.some(({ pattern }) => covers(pattern, address)))) return { skipped: "blocked" };
    const outside = others.filter((address) => !this.#ours.has(address));
    if (outside.length === 0) return { skipped: "internal" };
    const contactIds = [...new Set(outside.flatMap((address) => this.#knownAs(address)))];
    return contactIds.length > 0 ? { contactIds } : { skipped: "nobody_known" };
  }

  #judgeMail(owner: Owner, message: WorldMessage): Verdict {
    const addresses = [message.from, ...message.to, ...message.cc].map(({ address }) => address);
    const verdict = this.#judge(owner, addresses);
    const isBulk = Object.keys(message.headers).some((name) => name.startsWith("List-"));
    if (!isBulk || ("skipped" in verdict && verdict.skipped !== "nobody_known")) return verdict;
    // Whether somebody else on its list is known, or was once, is no matter.
    const senders = this.#knownAs(message.from.address);
    return senders.length > 0 ? { contactIds: senders } : { skipped: "bulk" };
  }

  #levelOf(owner: Owner, contactIds: readonly string[], isSecret: boolean): SharingLevel {
    if (isSecret) return "nothing";
    const rules = contactIds.flatMap((id) => this.#decisions.rules.get(`${owner.memberId} ${id}`) ?? []);
    return rules.length > 0 ? least(rules) : owner.sharing;
  }

  /**
   * What everybody has, cut to the most that any owner shows and naming only those who show something; and all of it for
   * each owner who does not show all of it.
   */
  #views(
    base: Pick<Seen, "name" | "at" | "endsAt" | "direction" | "contactIds">,
    levels: ReadonlyMap<string, SharingLevel>,
  ): Seen[] {
    const sharing = most([...levels.values()]);
    const named = [...levels].filter(([, level]) => level !== "nothing").map(([memberId]) => memberId);
    const view = { ...base, contactIds: [...base.contactIds].sort(), sharing };
    const forAll: Seen = {
      ...view,
      ownerIds: [...named].sort(),
      privateTo: null,
      hasTitle: sharing === "subject" || sharing === "everything",
      hasText: sharing === "everything",
    };
    const own = [...levels].flatMap(([memberId, level]): Seen[] => {
      const ownerIds = [...new Set([...named, memberId])].sort();
      return level === "everything" ? [] : [{ ...view, ownerIds, privateTo: memberId, hasTitle: true, hasText: true }];
    });
    return [...(sharing === "nothing" ? [] : [forAll]), ...own];
  }

  work(window: { from: string; to: string }): Truth {
    const ledger = new Map<string, string>();
    const activities = this.#mail(ledger);
    const meetings = this.#calendar(ledger, window);
    const lastContact = new Map<string, string | null>();
    for (const id of this.#decisions.contacts.keys()) lastContact.set(id, null);
    for (const { privateTo, contactIds, at } of activities) {
      if (privateTo !== null) continue;
      for (const id of contactIds) if (at > (lastContact.get(id) ?? "")) lastContact.set(id, at);
    }
    return { ledger, activities, meetings, lastContact };
  }

  #mail(ledger: Map<string, string>): Seen[] {
    const held = new Map<string, { message: WorldMessage; contactIds: string[]; levels: Map<string, SharingLevel> }>();
    for (const owner of this.#decisions.owners) {
      for (const { message, folder } of this.#company.world.mailbox(owner.address).messages.values()) {
        if (["drafts", "spam", "trash"].includes(folder)) continue;
        const verdict = this.#judgeMail(owner, message);
        const name = `${owner.address} ${message.subject}`;
        if ("skipped" in verdict) {
          ledger.set(name, verdict.skipped);
          continue;
        }
        const isSecret = message.from.address === this.#company.machine.address;
        ledger.set(name, isSecret ? "code" : "linked");
        // What has no name of its own is known in its mailbox only.
        const key = message.messageId === null ? `${message.id} ${owner.address}` : message.id;
        const known = held.get(key) ?? { message, contactIds: verdict.contactIds, levels: new Map() };
        known.levels.set(owner.memberId, this.#levelOf(owner, verdict.contactIds, isSecret));
        held.set(key, known);
      }
    }
    return [...held.values()].flatMap(({ message, contactIds, levels }) => {
      const direction = this.#ours.has(message.from.address) ? ("out" as const) : ("in" as const);
      return this.#views({ name: message.subject, at: message.at, endsAt: null, direction, contactIds }, levels);
    });
  }

  #calendar(ledger: Map<string, string>, window: { from: string; to: string }): Seen[] {
    const seen: Seen[] = [];
    for (const event of this.#company.events) {
      if (event.isCancelled) continue;
      const people = [event.organizer, ...event.attendees.map(({ person }) => person)].map(({ address }) => address);
      const levels = new Map<string, SharingLevel>();
      let contactIds: string[] = [];
      const verdicts: [string, string][] = [];
      for (const owner of this.#decisions.owners) {
        if (!this.#company.world.mailbox(owner.address).events.has(event.id)) continue;
        // Microsoft has no kinds of events: there it is one that nobody else is in.
        const isGoogles = this.#company.world.mailbox(owner.address).vendor === "google";
        const isApart = event.kind !== "meeting" && isGoogles;
        const verdict = isApart ? { skipped: "no_meeting" } : this.#judge(owner, people);
        const isSecret = event.visibility !== "default";
        verdicts.push([owner.address, "skipped" in verdict ? verdict.skipped : isSecret ? "private_event" : "linked"]);
        if ("skipped" in verdict) continue;
        contactIds = verdict.contactIds;
        levels.set(owner.memberId, this.#levelOf(owner, contactIds, isSecret));
      }
      for (const occurrence of occurrencesOf(event, window)) {
        if (occurrence.isCancelled) continue;
        const at = instantOf(occurrence.start, event.timeZone);
        const endsAt = instantOf(occurrence.end, event.timeZone);
        for (const [address, said] of verdicts) ledger.set(`${address} ${occurrence.title} ${at}`, said);
        if (levels.size === 0) continue;
        seen.push(
          ...this.#views({ name: `${occurrence.title} ${at}`, at, endsAt, direction: null, contactIds }, levels),
        );
      }
    }
    return seen;
  }
}
