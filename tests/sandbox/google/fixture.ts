// A small world, and Google's own SDK on it: what the tests of the stand-in begin with.
import { auth, calendar } from "googleapis/build/src/apis/calendar/index.js";
import type { calendar_v3 } from "googleapis/build/src/apis/calendar/v3.js";
import { gmail } from "googleapis/build/src/apis/gmail/index.js";
import { trustLocalCertificate } from "../mailboxes/certificate.ts";
import { World, type WorldEvent, type WorldMessage, type WorldPerson } from "../mailboxes/world.ts";
import { openGoogle } from "./google.ts";

export const ada: WorldPerson = { name: "Ada Rep", address: "ada@kith.example" };
export const bob: WorldPerson = { name: "Bob Customer", address: "bob@customer.example" };

export const allScopes = [
  "openid",
  "email",
  "profile",
  "https://www.googleapis.com/auth/gmail.readonly",
  "https://www.googleapis.com/auth/gmail.send",
  "https://www.googleapis.com/auth/calendar.events",
  "https://www.googleapis.com/auth/calendar.freebusy",
  "https://www.googleapis.com/auth/pubsub",
];

let made = 0;

export function aMessage(given: Partial<WorldMessage> = {}): WorldMessage {
  made += 1;
  return {
    id: `message-${made}`,
    messageId: `<${made}@customer.example>`,
    references: [],
    at: new Date(Date.UTC(2026, 0, 1) + made * 60_000).toISOString(),
    subject: `Subject ${made}`,
    from: bob,
    to: [ada],
    cc: [],
    text: `Text ${made}`,
    html: null,
    headers: {},
    ...given,
  };
}

export function anEvent(given: Partial<WorldEvent> = {}): WorldEvent {
  made += 1;
  return {
    id: `Event ${made}`,
    uid: `event-${made}@customer.example`,
    title: `Meeting ${made}`,
    start: "2026-03-10T09:00:00",
    end: "2026-03-10T10:00:00",
    timeZone: "Europe/Berlin",
    isAllDay: false,
    recurrence: null,
    organizer: bob,
    attendees: [{ person: ada, answer: "accepted" }],
    visibility: "default",
    kind: "meeting",
    location: null,
    meetingUrl: null,
    description: "",
    isCancelled: false,
    exceptions: new Map(),
    updatedAt: "",
    ...given,
  };
}

/** One rep at Google; the SDK neither retries nor waits. */
export async function openFixture(clock?: () => number) {
  await trustLocalCertificate();
  const world = new World("2026-03-01T08:00:00.000Z");
  world.addMailbox({ vendor: "google", ...ada, aliases: ["sales@kith.example"] });
  const google = await openGoogle({ world, ...(clock && { clock }) });
  const signedIn = new auth.OAuth2();
  signedIn.setCredentials({ access_token: google.tokens.accessToken(ada.address, allScopes) });
  const options = { auth: signedIn, rootUrl: `${google.apiRoot}/`, retry: false } as const;
  return {
    world,
    google,
    mail: gmail({ version: "v1", ...options }),
    events: calendar({ version: "v3", ...options }),
    token: (scopes: readonly string[] = allScopes) => google.tokens.accessToken(ada.address, scopes),
  };
}

export const me = { userId: "me" };

/** Of what the SDK threw; undefined where no answer came. */
export const statusOf = (call: Promise<unknown>): Promise<number | undefined> =>
  call.then(
    () => 200,
    (error: { response?: { status: number } }) => error.response?.status,
  );

export type Fixture = Awaited<ReturnType<typeof openFixture>>;

/** The status and Google's reason. */
export const failureOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => "fine",
    ({ response }) => `${response.status} ${response.data.error.errors[0].reason}`,
  );

export async function listEvents(
  { events }: Fixture,
  query: calendar_v3.Params$Resource$Events$List,
): Promise<calendar_v3.Schema$Events> {
  const { data } = await events.events.list({ calendarId: "primary", ...query });
  return data;
}

/** Every page of a round of events; only the last may have a sync token. */
export async function readRound(fixture: Fixture, query: calendar_v3.Params$Resource$Events$List) {
  const items: calendar_v3.Schema$Event[] = [];
  let page = await listEvents(fixture, query);
  let pages = 1;
  for (; page.nextPageToken; pages += 1) {
    items.push(...(page.items ?? []));
    if (page.nextSyncToken) throw new Error("A page that is not the last has a sync token");
    page = await listEvents(fixture, { ...query, pageToken: page.nextPageToken });
  }
  items.push(...(page.items ?? []));
  return { items, pages, syncToken: page.nextSyncToken ?? "" };
}
