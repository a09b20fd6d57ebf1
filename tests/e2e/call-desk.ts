// One rep's browser at calls and meetings: records as a calendar brings them, notifications as the rep presses them.
import type { Frame, Page } from "@playwright/test";
import type { Meeting } from "#shared/crm/meeting.ts";
import type { Kith, Person } from "./extension.ts";
import { ask } from "./pictures.ts";
import type { TestServer } from "./server.ts";

export const minuteMs = 60_000;
export const dayMs = 24 * 60 * minuteMs;
export const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();

/** A zone where it is morning now: a day's meetings are all on that day, whenever the test runs. */
export function morningZone(now = new Date()): string {
  const ahead = 10 - now.getUTCHours();
  const hours = ahead < -11 ? ahead + 24 : ahead;
  return `Etc/GMT${hours >= 0 ? "-" : "+"}${Math.abs(hours)}`;
}

const stamps = { createdBy: null, updatedBy: null, createdAt: inMs(-dayMs), updatedAt: inMs(-dayMs) };

/** Of half an hour, with a link to join by. */
export function aMeeting(given: Partial<Meeting> & Pick<Meeting, "startsAt">): Meeting {
  const id = given.id ?? crypto.randomUUID();
  return {
    ...stamps,
    id,
    title: "Offer review",
    endsAt: new Date(Date.parse(given.startsAt) + 30 * minuteMs).toISOString(),
    isAllDay: false,
    location: null,
    joinUrl: "https://meet.example/offer-review",
    text: "",
    participants: [],
    contactIds: [],
    ownerIds: [],
    eventKeys: [`event:${id}`],
    link: "https://calendar.example/event/1",
    sharing: "everything",
    privateTo: null,
    outcome: null,
    ...given,
  };
}

export class CallDesk {
  readonly kith: Kith;
  readonly #server: TestServer;
  readonly #workspaceId: string;
  /** The dashboard. */
  page!: Page;
  memberId = "";

  constructor(kith: Kith, server: TestServer, workspaceId: string) {
    this.kith = kith;
    this.#server = server;
    this.#workspaceId = workspaceId;
  }

  async start(person: Person) {
    await this.kith.context.route(/^https:\/\/(meet|calendar)\.example\//, (route) => route.fulfill({ body: "There" }));
    const form = await this.kith.openPage("options.html");
    // By their places: the words may be another language's.
    const inputs = form.locator("input");
    for (const [at, typed] of [this.kith.serverUrl, person.email, person.password].entries()) {
      await inputs.nth(at).fill(typed);
    }
    await inputs.nth(2).press("Enter");
    await form.locator("input[type=password]").waitFor({ state: "detached", timeout: 15_000 });
    this.page = await this.kith.openPage("dashboard.html#/today");
    await form.close();
    const session = await ask(this.page, "session.get", {});
    if (session.kind !== "signedIn") throw new Error("Not signed in");
    this.memberId = session.membership.memberId;
  }

  mutate(name: string, args: object) {
    return ask(this.page, "mutate", { name, args, seen: null });
  }

  async person(name: string, over: object = {}): Promise<string> {
    const id = crypto.randomUUID();
    const own = { name, title: null, companyId: null, emails: [], phones: [], address: null, lifecycle: "prospect" };
    const record = { ...own, source: null, ownerId: this.memberId, lastContactAt: null, ...over };
    await this.mutate("contact.create", { id, record });
    return id;
  }

  /** On this rep's calendar, as the server writes it; waits until this browser has it. */
  async meeting(given: Partial<Meeting> & Pick<Meeting, "startsAt">): Promise<Meeting> {
    const meeting = aMeeting({ ownerIds: [this.memberId], ...given });
    await this.put([meeting]);
    await this.has(meeting.id, meeting.startsAt);
    return meeting;
  }

  put(records: Meeting[], removed: string[] = []) {
    return this.#server.put({ workspaceId: this.#workspaceId, entity: "meeting", records, removed });
  }

  async has(meetingId: string, startsAt: string | undefined) {
    const until = Date.now() + 10_000;
    while ((await ask(this.page, "call.get", { id: meetingId }))?.startsAt !== startsAt) {
      if (Date.now() > until) throw new Error(`No meeting at ${startsAt} after 10 s.`);
      await this.page.waitForTimeout(50);
    }
  }

  async callTask(title: string, contactId: string, dueAt: string): Promise<string> {
    const id = crypto.randomUUID();
    const own = { kind: "call", title, note: null, dueAt, doneAt: null, contactId, companyId: null };
    const record = { ...own, ownerId: this.memberId, link: null, threadKey: null, doneBy: null };
    await this.mutate("task.create", { id, record });
    return id;
  }

  log(kind: "mail" | "call", subject: string, contactId: string, at: string, text = "") {
    const direction = kind === "mail" ? "in" : "out";
    const record = { kind, direction, subject, text, at, contactIds: [contactId], participants: [], link: null };
    return this.mutate("activity.log", {
      id: crypto.randomUUID(),
      record: { ...record, threadKeys: [], messageKeys: [] },
    });
  }

  async note(text: string, contactId: string) {
    await this.mutate("note.create", { id: crypto.randomUUID(), record: { text, contactId, companyId: null } });
  }

  async go(hash: string) {
    await this.page.evaluate((to) => {
      location.hash = to;
    }, hash);
  }

  notifications(): Promise<string[]> {
    return this.page.evaluate(async () => Object.keys(await chrome.notifications.getAll()));
  }

  /** What is shown once the worker has looked again, with the time to have told of it. */
  async settledNotifications(): Promise<string[]> {
    const { preCallMinutes } = await ask(this.page, "settings.get", {});
    await ask(this.page, "settings.set", { preCallMinutes });
    await this.page.waitForTimeout(1_000);
    return this.notifications();
  }

  /** The rep closes them all. */
  async clear() {
    await this.page.evaluate(async () => {
      for (const id of Object.keys(await chrome.notifications.getAll())) await chrome.notifications.clear(id);
    });
  }

  /** A press on the notification itself (null) or on one of its buttons, as the browser tells the worker of it. */
  async press(id: string, button: number | null) {
    const worker = await this.kith.worker();
    await worker.evaluate(
      ([notification, at]) => {
        type Dispatched = { dispatch(...args: unknown[]): void };
        const { onClicked, onButtonClicked } = chrome.notifications as unknown as Record<string, Dispatched>;
        if (at === null) onClicked?.dispatch(notification);
        else onButtonClicked?.dispatch(notification, at);
      },
      [id, button] as const,
    );
  }
}

export const see = (where: Page | Frame, text: string | RegExp) =>
  where.getByText(text).first().waitFor({ timeout: 10_000 });
export const button = (where: Page | Frame, name: string | RegExp) =>
  where.getByRole("button", { name, ...(typeof name === "string" ? { exact: true } : {}) });
