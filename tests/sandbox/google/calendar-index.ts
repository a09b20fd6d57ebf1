// One calendar as Google keeps it: which event, and which instance of a series, changed when.
import { hash } from "node:crypto";
import { instantOf, type Occurrence, occurrencesOf, type WorldEvent, type WorldMailbox } from "../mailboxes/world.ts";
import { idOf } from "./calendar-id.ts";

/** An occurrence with its instants. */
export interface Instance extends Occurrence {
  readonly startsAt: string;
  readonly endsAt: string;
}

/** `single` for an event that does not recur, `master` for a series, else the original start of an instance. */
export type ChangeKey = string;

export interface EventChange {
  readonly stamp: number;
  readonly event: WorldEvent;
  readonly key: ChangeKey;
}

interface Known {
  readonly event: WorldEvent;
  /** What each key looked like. */
  looks: Map<ChangeKey, string>;
  isErased: boolean;
}

export const endOfTime = "9999-12-31T23:59:59.999Z";
const dayMs = 86_400_000;
const later = (instant: string, days: number) => new Date(Date.parse(instant) + days * dayMs).toISOString();

const expansions = new WeakMap<WorldEvent, { state: string; instances: Instance[] }>();

/** All occurrences that begin before a moment, in order; the calendars of all attendees share the work. */
export function instancesOf(event: WorldEvent, horizon: string): Instance[] {
  const { start, end, timeZone, recurrence, title, isCancelled } = event;
  const state = JSON.stringify([horizon, start, end, timeZone, recurrence, title, isCancelled, [...event.exceptions]]);
  const before = expansions.get(event);
  if (before?.state === state) return before.instances;
  // Only what repeats could go on for ever.
  const instances = occurrencesOf(event, { from: "", to: recurrence ? horizon : endOfTime }).map((occurrence) => ({
    ...occurrence,
    startsAt: instantOf(occurrence.start, timeZone),
    endsAt: instantOf(occurrence.end, timeZone),
  }));
  expansions.set(event, { state, instances });
  return instances;
}

export class CalendarIndex {
  readonly mailbox: WorldMailbox;
  /** The next round of changes breaks off on its second page. */
  breaksOnSecondPage = false;
  readonly #now: () => string;
  readonly #changes: EventChange[] = [];
  readonly #known = new Map<string, Known>();
  readonly #byId = new Map<string, WorldEvent>();
  #horizon = "";
  #read = 0;
  #stamp = 1;
  #oldest = 1;

  constructor(mailbox: WorldMailbox, now: () => string) {
    this.mailbox = mailbox;
    this.#now = now;
  }

  get stamp(): number {
    return this.#stamp;
  }

  /** Open-ended series are followed this far. */
  get horizon(): string {
    return this.#horizon;
  }

  catchUp(): this {
    this.reach(later(this.#now(), 400));
    const { log } = this.mailbox;
    for (; this.#read < log.length; this.#read += 1) {
      const happening = log[this.#read];
      if (happening?.kind === "eventChanged") {
        const event = this.mailbox.events.get(happening.eventId);
        if (event) this.#see(event);
      }
      if (happening?.kind === "eventErased") this.#erase(happening.event);
    }
    return this;
  }

  /** Follows series at least to a moment; what comes into sight by that is no change. */
  reach(moment: string): void {
    if (moment <= this.#horizon) return;
    this.#horizon = later(moment, 365);
    for (const known of this.#known.values()) if (!known.isErased) known.looks = this.#looksOf(known.event);
  }

  #looksOf(event: WorldEvent): Map<ChangeKey, string> {
    const { organizer, attendees, visibility, kind, location, meetingUrl, description, timeZone, isAllDay } = event;
    const common = [organizer, attendees, visibility, kind, location, meetingUrl, description, timeZone, isAllDay];
    const { title, start, end, isCancelled, recurrence } = event;
    const shared = hash("sha1", JSON.stringify(common));
    const own = JSON.stringify([shared, title, start, end, isCancelled, recurrence]);
    if (!recurrence) return new Map([["single", own]]);
    const looks = new Map([["master", own]]);
    for (const instance of instancesOf(event, this.#horizon)) {
      const { originalStart, isException } = instance;
      const look = `${shared} ${instance.start} ${instance.end} ${instance.isCancelled} ${isException} ${instance.title}`;
      looks.set(originalStart ?? "", look);
    }
    return looks;
  }

  #see(event: WorldEvent): void {
    const known = this.#known.get(event.id) ?? { event, looks: new Map<ChangeKey, string>(), isErased: false };
    const looks = this.#looksOf(event);
    const keys = new Set([...known.looks.keys(), ...looks.keys()]);
    for (const key of keys) if (known.looks.get(key) !== looks.get(key)) this.#note(event, key);
    this.#known.set(event.id, { event, looks, isErased: false });
    this.#byId.set(idOf(event), event);
  }

  #erase(event: WorldEvent): void {
    const known = this.#known.get(event.id);
    if (!known || known.isErased) return;
    for (const key of known.looks.keys()) this.#note(event, key);
    known.isErased = true;
  }

  #note(event: WorldEvent, key: ChangeKey): void {
    this.#stamp += 1;
    this.#changes.push({ stamp: this.#stamp, event, key });
  }

  isErased(event: WorldEvent): boolean {
    return this.#known.get(event.id)?.isErased ?? true;
  }

  /** The last change of each key after a stamp. */
  changesAfter(stamp: number): EventChange[] {
    const last = new Map<string, EventChange>();
    for (let at = this.#changes.length - 1; at >= 0; at -= 1) {
      const change = this.#changes[at] as EventChange;
      if (change.stamp <= stamp) break;
      const name = `${change.event.id} ${change.key}`;
      if (!last.has(name)) last.set(name, change);
    }
    return [...last.values()];
  }

  /** Everything this calendar has ever held and not lost. */
  events(): WorldEvent[] {
    return [...this.#known.values()].filter(({ isErased }) => !isErased).map(({ event }) => event);
  }

  /** By Google's id, also when it is cancelled or erased. */
  find(id: string): WorldEvent | undefined {
    return this.#byId.get(id);
  }

  /** False for stamps whose changes are no longer known. */
  remembers(stamp: number): boolean {
    return stamp >= this.#oldest && stamp <= this.#stamp;
  }

  /** Every sync token given out so far is dead. */
  forget(): void {
    this.#stamp += 1;
    this.#oldest = this.#stamp;
  }
}
