// A second opinion on our stand-ins, by people who know them not: @inbox-zero/emulate speaks some of both vendors' HTTP.
// Only what it has is asked for. Of Google it lacks the profile, batches, the words of our searches and calendar's sync
// tokens; of Microsoft changes of folders, most reads in batches, drafts given as MIME, free times and zoned events.
import { createServer } from "node:net";
import { createEmulator, type Emulator, type EmulatorOptions } from "@inbox-zero/emulate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Access } from "../../server/providers/access.ts";
import { googleVendor } from "../../server/providers/google/vendor.ts";
import type { Draft } from "../../server/providers/mail-provider.ts";
import { microsoftVendor } from "../../server/providers/microsoft/vendor.ts";
import type { Vendor } from "../../server/providers/vendor.ts";
import { trustLocalCertificate } from "../sandbox/mailboxes/certificate.ts";
import { openTlsProxy, type TlsProxy } from "../sync/tls-proxy.ts";
import { customer, rep } from "./provider-world.ts";

const TOKEN = "a token of the emulator";
const tokens = { [TOKEN]: { login: rep.address, scopes: [] } };
const app = { clientId: "kith", clientSecret: "secret", timeoutMs: 5_000 };

const access: Access = {
  token: async () => TOKEN,
  renew: async () => TOKEN,
  limiter: { run: (_units, call) => call() },
  signal: new AbortController().signal,
};

const draft: Draft = {
  messageId: "second.opinion@kontor.example",
  from: rep,
  to: [{ ...customer, role: "to" }],
  subject: "Größe – a second opinion",
  text: "Would somebody else read this mail the same way?\n",
  inReplyTo: null,
};

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const open = async (options: Omit<EmulatorOptions, "port">) => createEmulator({ ...options, port: await freePort() });

async function read<T>(emulator: Emulator, path: string): Promise<T> {
  const answer = await fetch(`${emulator.url}${path}`, { headers: { authorization: `Bearer ${TOKEN}` } });
  expect(answer.status).toBe(200);
  return (await answer.json()) as T;
}

describe("of Google", () => {
  let emulator: Emulator;
  let google: Vendor;
  beforeAll(async () => {
    const owner = { user_email: rep.address };
    const calendar = { id: "primary", summary: rep.name, primary: true, selected: true, time_zone: "Europe/Berlin" };
    const [start_date_time, end_date_time] = ["2026-03-10T09:00:00.000Z", "2026-03-10T09:30:00.000Z"];
    const busy = { id: "busy", calendar_id: "primary", summary: "Busy", start_date_time, end_date_time };
    emulator = await open({
      service: "google",
      seed: {
        tokens,
        google: {
          users: [{ email: rep.address, name: rep.name }],
          labels: [{ ...owner, id: "Label_customers", name: "Customers" }],
          calendars: [{ ...owner, ...calendar }],
          calendar_events: [{ ...owner, ...busy }],
        },
      },
    });
    google = googleVendor({ ...app, apiRoot: emulator.url, oauthRoot: emulator.url });
  });
  afterAll(() => emulator?.close());

  test("labels are places", async () => {
    const places = await google.mail.listPlaces(access);
    expect(places.map(({ name }) => name).sort()).toEqual(["Customers", "Inbox", "Sent"]);
  });

  test("what is sent is read there as it was meant, under our Message-ID", async () => {
    const { externalId } = await google.mail.send(access, draft);
    interface Sent {
      labelIds: string[];
      payload: { headers: { name: string; value: string }[] };
    }
    const sent = await read<Sent>(emulator, `/gmail/v1/users/me/messages/${externalId}?format=full`);
    const headers = new Map(sent.payload.headers.map(({ name, value }) => [name.toLowerCase(), value]));
    expect(sent.labelIds).toContain("SENT");
    expect(headers.get("message-id")).toBe(`<${draft.messageId}>`);
    expect(headers.get("from")).toContain(rep.address);
    expect(headers.get("to")).toContain(customer.address);
  });

  test("busy times are those of its events, and of what we schedule until we cancel it", async () => {
    const window = { from: "2026-03-09T00:00:00.000Z", to: "2026-03-12T00:00:00.000Z" };
    const busy = { from: "2026-03-10T09:00:00.000Z", to: "2026-03-10T09:30:00.000Z" };
    expect(await google.calendar.listBusy(access, window)).toEqual([busy]);
    const wanted = { title: "Call", startsAt: "2026-03-11T09:00:00.000Z", endsAt: "2026-03-11T10:00:00.000Z" };
    const more = {
      requestId: "second-opinion",
      timeZone: "Europe/Berlin",
      description: "",
      location: null,
      wantsVideo: false,
    };
    const made = await google.calendar.schedule(access, { ...wanted, ...more, attendees: [customer] });
    expect(made).toMatchObject(wanted);
    expect(made.attendees.map(({ address }) => address)).toContain(customer.address);
    const ours = { from: wanted.startsAt, to: wanted.endsAt };
    expect(await google.calendar.listBusy(access, window)).toEqual([busy, ours]);
    await google.calendar.cancel(access, made.externalId);
    expect(await google.calendar.listBusy(access, window)).toEqual([busy]);
  });
});

describe("of Microsoft", () => {
  let emulator: Emulator;
  let proxy: TlsProxy;
  let microsoft: Vendor;
  beforeAll(async () => {
    await trustLocalCertificate();
    proxy = await openTlsProxy();
    const users = [{ email: rep.address, name: rep.name }];
    emulator = await open({ service: "microsoft", seed: { tokens, microsoft: { users } } });
    proxy.leadTo(emulator.url);
    microsoft = microsoftVendor({ ...app, apiRoot: proxy.url, oauthRoot: proxy.url });
  });
  afterAll(async () => {
    await proxy?.close();
    await emulator?.close();
  });

  test("the mailbox is whose it is, and its folders are places", async () => {
    expect(await microsoft.identify(access)).toMatchObject({ ...rep, aliases: [] });
    const places = await microsoft.mail.listPlaces(access);
    expect(places.map(({ name }) => name)).toEqual(expect.arrayContaining(["Inbox", "Sent Items", "Archive"]));
  });
});
