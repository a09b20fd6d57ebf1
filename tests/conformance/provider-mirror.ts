// A mailbox and a calendar as a reader of the change pages comes to know them: what the suites compare with the world.
import { expect } from "vitest";
import type { Access } from "../../server/providers/access.ts";
import type { CalendarEvent, CalendarProvider, Window } from "../../server/providers/calendar-provider.ts";
import type { Fetched, MailProvider, MailScope, Message, MessageRef } from "../../server/providers/mail-provider.ts";

const PAGE_LIMIT = 500;

/** Follows one mailbox the way the sync engine must: removals wait for the end of the round, a reset begins anew. */
export class MailMirror {
  readonly messages = new Map<string, Message>();
  readonly failed: Extract<Fetched, { kind: "failed" }>[] = [];
  resets = 0;
  pages = 0;
  /** Called after each page; what a test does to the world meanwhile. */
  afterPage: () => void = () => {};
  readonly #cursors = new Map<string, string>();
  /** Where each message was listed last: a reset is of one stream. */
  readonly #streams = new Map<string, string>();
  readonly #mail: MailProvider;
  readonly #access: Access;

  constructor(mail: MailProvider, access: Access) {
    this.#mail = mail;
    this.#access = access;
  }

  /** One round over every stream, with everything in it fetched. */
  async follow(scope: MailScope): Promise<void> {
    await this.#fetch(await this.list(scope));
  }

  /** One round over every stream: what is to be fetched, in the order it was listed. */
  async list(scope: MailScope): Promise<MessageRef[]> {
    const upserted = new Map<string, MessageRef>();
    const removed = new Set<string>();
    const streams = await this.#mail.listStreams(this.#access, scope);
    for (const stream of streams) {
      for (let more = true, left = PAGE_LIMIT; more; left -= 1) {
        expect(left, "pages of a round that does not end").toBeGreaterThan(0);
        const page = await this.#mail.changes(this.#access, stream, this.#cursors.get(stream) ?? null, scope);
        if (page.reset) {
          expect(this.#cursors.has(stream), "only a given cursor can be dead").toBe(true);
          this.resets += 1;
          this.#cursors.delete(stream);
          for (const [id, of] of this.#streams) if (of === stream) this.messages.delete(id);
          continue;
        }
        this.pages += 1;
        for (const ref of page.upserted) {
          upserted.set(ref.externalId, ref);
          this.#streams.set(ref.externalId, stream);
          if (streams.length === 1) removed.delete(ref.externalId);
        }
        for (const id of page.removedIds) {
          removed.add(id);
          if (streams.length === 1) upserted.delete(id);
        }
        this.#cursors.set(stream, page.cursor);
        more = page.more;
        this.afterPage();
      }
    }
    for (const id of removed) if (!upserted.has(id)) this.messages.delete(id);
    return [...upserted.values()];
  }

  async #fetch(refs: readonly MessageRef[]): Promise<void> {
    for (let from = 0; from < refs.length; from += this.#mail.fetchSize) {
      const asked = refs.slice(from, from + this.#mail.fetchSize);
      const answers = await this.#mail.fetch(this.#access, asked);
      const idOf = (fetched: Fetched) => (fetched.kind === "message" ? fetched.message.externalId : fetched.externalId);
      expect(answers.map(idOf).sort(), "one answer for each").toEqual(asked.map((ref) => ref.externalId).sort());
      for (const answer of answers) {
        if (answer.kind === "message") this.messages.set(answer.message.externalId, answer.message);
        else this.messages.delete(answer.externalId);
        if (answer.kind === "failed") this.failed.push(answer);
      }
    }
  }

  get subjects(): string[] {
    return [...this.messages.values()].map((message) => message.subject).sort();
  }

  /** The only message with this subject. */
  get(subject: string): Message {
    const found = [...this.messages.values()].filter((message) => message.subject === subject);
    expect(found, `messages called ${subject}`).toHaveLength(1);
    return found[0] as Message;
  }
}

/** Follows one calendar; `removedIds` are of events or of series. */
export class CalendarMirror {
  readonly events = new Map<string, CalendarEvent>();
  resets = 0;
  pages = 0;
  afterPage: () => void = () => {};
  #cursor: string | null = null;
  readonly #calendar: CalendarProvider;
  readonly #access: Access;

  constructor(calendar: CalendarProvider, access: Access) {
    this.#calendar = calendar;
    this.#access = access;
  }

  async follow(window: Window): Promise<void> {
    for (let more = true, left = PAGE_LIMIT; more; left -= 1) {
      expect(left, "pages of a round that does not end").toBeGreaterThan(0);
      const page = await this.#calendar.changes(this.#access, this.#cursor, window);
      if (page.reset) {
        expect(this.#cursor, "only a given cursor can be dead").not.toBeNull();
        this.resets += 1;
        this.#cursor = null;
        this.events.clear();
        continue;
      }
      this.pages += 1;
      for (const event of page.upserted) this.events.set(event.externalId, event);
      for (const id of page.removedIds) {
        for (const event of this.events.values()) {
          if (event.externalId === id || event.seriesExternalId === id) this.events.delete(event.externalId);
        }
      }
      this.#cursor = page.cursor;
      more = page.more;
      this.afterPage();
    }
  }

  /** In order of time. */
  get all(): CalendarEvent[] {
    return [...this.events.values()].sort((a, b) => a.startsAt.localeCompare(b.startsAt));
  }

  /** `2026-03-25T13:00:00.000Z Meeting`, in order of time. */
  get lines(): string[] {
    return this.all.map((event) => `${event.startsAt} ${event.title}`);
  }

  get(title: string): CalendarEvent {
    const found = this.all.filter((event) => event.title === title);
    expect(found, `events called ${title}`).toHaveLength(1);
    return found[0] as CalendarEvent;
  }
}
