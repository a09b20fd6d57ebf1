// Google's adapter through both suites, over our stand-in of Google; and what is Google's alone.
import { describe, expect, test } from "vitest";
import { parseLegacyId } from "../../extension/webmail/gmail/ids.ts";
import { googleFault } from "../sandbox/google/errors.ts";
import { spring } from "./calendar/changes.ts";
import { calendarProviderConformance } from "./calendar-provider.ts";
import { fill, googleStages, openWith } from "./google/open.ts";
import { everything, shownIn } from "./mail/changes.ts";
import { mailProviderConformance } from "./mail-provider.ts";
import { aMessage, colleague, failureOf, rep } from "./provider-world.ts";

mailProviderConformance("google", openWith);
calendarProviderConformance("google", openWith);

describe("Google alone", () => {
  const open = googleStages();

  test("the budget is told exactly what Google counts", async () => {
    const stage = await open();
    const { world, access, google, spent, vendor } = stage;
    const { mail } = vendor;
    const first = aMessage();
    world.put(rep.address, first);
    for (let at = 0; at < 5; at += 1) world.put(rep.address, aMessage({ references: [first.messageId ?? ""] }));
    fill(stage, 30);
    await stage.mirror.follow(everything);
    await mail.listPlaces(access);
    await mail.count(access, everything);
    await vendor.identify(access);
    const sent = {
      messageId: "budget@kith.kontor.example",
      from: rep,
      to: [{ ...colleague, role: "to" as const }],
      subject: "Budget",
      text: "",
      inReplyTo: { externalId: [...stage.mirror.messages.keys()][0] ?? "", messageId: "<a@b>", references: [] },
    };
    await mail.send(access, sent);
    await mail.findByMessageId(access, sent.messageId);
    // Who one is costs nothing, and counts as one.
    expect(spent.units - 1).toBe(google.unitsUsed(rep.address));
  });

  test("threads of three and a half messages cost thirteen units a message or less", async () => {
    const { world, vendor, access, google, mirror } = await open();
    const { mail } = vendor;
    let sent = 0;
    for (let thread = 0; thread < 60; thread += 1) {
      const first = aMessage();
      for (let at = 0; at < 2 + (thread % 4); at += 1) {
        world.put(rep.address, at === 0 ? first : aMessage({ references: [first.messageId ?? ""] }));
        sent += 1;
      }
    }
    expect(sent / 60).toBe(3.5);
    const refs = await mirror.list(everything);
    const before = google.unitsUsed(rep.address);
    for (let from = 0; from < refs.length; from += mail.fetchSize) {
      const answers = await mail.fetch(access, refs.slice(from, from + mail.fetchSize));
      expect(answers.filter(({ kind }) => kind !== "message")).toEqual([]);
    }
    expect((google.unitsUsed(rep.address) - before) / sent).toBeLessThanOrEqual(13);
  });

  test("a history page without history is not the end", async () => {
    const stage = await open();
    const { google, mirror } = stage;
    await mirror.follow(everything);
    fill(stage, 1_200);
    google.switches.emptyHistoryPages = 2;
    google.switches.brokenHistoryPages = 2;
    expect(await mirror.list(everything)).toHaveLength(1_200);
    expect([google.switches.emptyHistoryPages, google.switches.brokenHistoryPages]).toEqual([0, 0]);
    expect(mirror.resets).toBe(0);
  });

  test.each([
    ["leads nowhere", { emptyHistoryPages: 0, brokenHistoryPages: 1_000 }],
    ["leads to itself", { emptyHistoryPages: 1_000, brokenHistoryPages: 0 }],
    ["does either", { emptyHistoryPages: 3, brokenHistoryPages: 1_000 }],
  ])("a history that %s for ever ends the round where it got to, and loses nothing", async (_name, given) => {
    const stage = await open();
    const { google, mirror } = stage;
    await mirror.follow(everything);
    fill(stage, 1_200);
    Object.assign(google.switches, given);
    const listed = new Set((await mirror.list(everything)).map(({ externalId }) => externalId));
    Object.assign(google.switches, { emptyHistoryPages: 0, brokenHistoryPages: 0 });
    for (const { externalId } of await mirror.list(everything)) listed.add(externalId);
    expect(listed.size).toBe(1_200);
    expect(mirror.resets).toBe(0);
  });

  test("a page token that is too old costs the page, not the mailbox", async () => {
    const stage = await open();
    const { faults, mirror } = stage;
    await mirror.follow(everything);
    fill(stage, 1_200);
    faults.add({ url: /history.*pageToken/, fault: googleFault("invalidArgument") });
    expect(await mirror.list(everything)).toHaveLength(1_200);
    expect([mirror.resets, faults.waiting]).toEqual([0, 0]);
  });

  test("a history that Google has forgotten, and one that never was, begin anew", async () => {
    const stage = await open();
    const { google, mirror, world } = stage;
    fill(stage, 3);
    await mirror.follow(everything);
    google.expireHistory(rep.address);
    await mirror.follow(everything);
    expect(mirror.resets).toBe(1);
    expect(mirror.subjects).toEqual(shownIn(world));
  });

  test.each([
    ["domainPolicy", "forbidden"],
    ["accessNotConfigured", "forbidden"],
    ["insufficientPermissions", "forbidden"],
    ["dailyLimitExceeded", "rate_limited"],
    ["userRateLimitExceeded", "rate_limited"],
    ["quotaExceeded", "rate_limited"],
    ["failedPrecondition", "unavailable"],
  ] as const)("a mailbox refused for %s is %s", async (reason, code) => {
    const { google, mirror, events } = await open();
    google.switches.policies.set(rep.address, { reason, api: "all" });
    expect((await failureOf(mirror.follow(everything))).code).toBe(code);
    expect((await failureOf(events.follow(spring))).code).toBe(code);
  });

  test("the quota's refusals say when to come back, wherever they say it", async () => {
    const stage = await open();
    const { google, vendor, access } = stage;
    const { mail } = vendor;
    google.setQuota(true);
    fill(stage, 400);
    const refs = await stage.mirror.list(everything);
    const waits: (number | undefined)[] = [];
    for (let turn = 0; turn < 8 && waits.length < 4; turn += 1) {
      const answers = await mail.fetch(access, refs.slice(turn * 100, turn * 100 + 100)).catch((error) => error);
      const errors = Array.isArray(answers)
        ? answers.flatMap((one) => (one.kind === "failed" ? [one.error] : []))
        : [answers];
      for (const error of errors) {
        expect(error).toMatchObject({ code: "rate_limited" });
        waits.push(error.retryAfterMs);
      }
    }
    const told = waits.filter((wait) => wait !== undefined);
    expect(told.length).toBeGreaterThan(0);
    for (const wait of told) expect(wait).toBeLessThanOrEqual(61_000);
  });

  test("an answer is sent into the thread of what it answers", async () => {
    const { world, vendor, access, faults, mirror } = await open();
    world.put(rep.address, aMessage());
    await mirror.follow(everything);
    const [answered] = [...mirror.messages.values()];
    const inReplyTo = { externalId: answered?.externalId ?? "", messageId: answered?.messageId ?? "", references: [] };
    const draft = {
      messageId: "answer@kith.kontor.example",
      from: rep,
      to: [{ ...colleague, role: "to" as const }],
      subject: "Re: it",
      text: "Yes.",
      inReplyTo,
    };
    // A thread that nobody has is refused: so it was named.
    const elsewhere = { id: inReplyTo.externalId, threadId: "18f438e906b36dac" };
    faults.add({ url: /format=minimal/, fault: { kind: "status", status: 200, body: JSON.stringify(elsewhere) } });
    expect((await failureOf(vendor.mail.send(access, draft))).code).toBe("not_found");
    expect((await vendor.mail.send(access, draft)).threadExternalId).toBe(answered?.threadExternalId);
    world.erase(rep.address, [...world.mailbox(rep.address).messages.keys()][0] ?? "");
    await vendor.mail.send(access, { ...draft, messageId: "late@kith.kontor.example" });
  });

  test("a text that is a file's name in disguise is not read", async () => {
    const { vendor, access, world } = await open();
    const draft = {
      messageId: "file@kith.kontor.example",
      from: rep,
      to: [{ ...colleague, role: "to" as const }],
      subject: "",
      text: { path: new URL(import.meta.url).pathname } as never,
      inReplyTo: null,
    };
    await expect(vendor.mail.send(access, draft)).rejects.toThrow();
    expect(world.mailbox(colleague.address).messages.size).toBe(0);
  });

  test("a redirect is not followed: no token goes astray", async () => {
    const { vendor, access, faults, google } = await open();
    const location = `${google.apiRoot}/gmail/v1/users/me/labels`;
    for (const url of [/\/labels/, /userinfo/]) {
      faults.add({ url, fault: { kind: "status", status: 302, headers: { location } } });
    }
    expect((await failureOf(vendor.mail.listPlaces(access))).code).toBe("unavailable");
    expect((await failureOf(vendor.identify(access))).code).toBe("unavailable");
    expect([faults.waiting, google.calls(rep.address)]).toEqual([0, 0]);
  });

  test("more than a page is counted as well as Gmail can", async () => {
    const stage = await open();
    fill(stage, 1_234);
    const count = await stage.vendor.mail.count(stage.access, everything);
    expect(count).toBeGreaterThan(1_100);
    expect(count).toBeLessThan(1_400);
  });

  test("messages and threads have the names that Gmail's page has", async () => {
    const stage = await open();
    fill(stage, 1);
    await stage.mirror.follow(everything);
    const [message] = [...stage.mirror.messages.values()];
    const key = (id: string) => [`gmail:${parseLegacyId(id)}`];
    expect(message?.shownKeys).toEqual(key(message?.externalId ?? ""));
    expect(message?.shownThreadKeys).toEqual(key(message?.threadExternalId ?? ""));
    expect(message?.link).toBe(
      `https://mail.google.com/mail/u/?authuser=${encodeURIComponent(rep.address)}#all/${message?.threadExternalId}`,
    );
  });

  test("a label within a label shows its parents; what Gmail marks by itself is no place", async () => {
    const { world, vendor, access } = await open();
    world.addFolder(rep.address, "Customers/Berlin");
    const names = (await vendor.mail.listPlaces(access)).map(({ name }) => name);
    expect(names).toEqual(["Inbox", "Sent", "Customers / Berlin"]);
  });

  test("an address counts as proven where Google says so", async () => {
    const { vendor, access, faults } = await open();
    expect((await vendor.identify(access)).provenAddress).toBe(rep.address);
    const said = { sub: "1", email: rep.address, email_verified: false };
    faults.add({ url: /userinfo/, fault: { kind: "status", status: 200, body: JSON.stringify(said) } });
    expect((await vendor.identify(access)).provenAddress).toBeNull();
    faults.add({ url: /userinfo/, fault: { kind: "status", status: 200, body: JSON.stringify({ sub: "1" }) } });
    expect((await failureOf(vendor.identify(access))).code).toBe("forbidden");
  });

  test("an address that was never proven is nobody's alias", async () => {
    const { vendor, access, faults } = await open();
    const sendAs = [
      { sendAsEmail: rep.address, isPrimary: true },
      { sendAsEmail: "Sales@Kontor.example", verificationStatus: "accepted" },
      { sendAsEmail: "boss@norvik.example", verificationStatus: "pending" },
    ];
    faults.add({ url: /sendAs/, fault: { kind: "status", status: 200, body: JSON.stringify({ sendAs }) } });
    expect((await vendor.identify(access)).aliases).toEqual(["sales@kontor.example"]);
  });

  test("what came and went between two looks costs no fetch", async () => {
    const { world, vendor, access } = await open();
    const next = (cursor: string | null) => vendor.mail.changes(access, "mailbox", cursor, everything);
    const { cursor } = await next((await next(null)).cursor);
    const [erased, trashed] = [aMessage(), aMessage()];
    for (const message of [erased, trashed]) world.put(rep.address, message);
    world.erase(rep.address, erased.id);
    world.move(rep.address, trashed.id, "trash");
    const page = await next(cursor);
    expect([page.upserted, page.removedIds.length, page.more]).toEqual([[], 2, false]);
  });

  test("out of spam into the inbox, where nothing tells of it but the inbox's label", async () => {
    const { mirror, faults } = await open();
    await mirror.follow(everything);
    const message = { id: "18f438e906b36dac", threadId: "18f438e906b36dac", labelIds: ["INBOX", "UNREAD"] };
    const history = [{ id: "7", labelsAdded: [{ message, labelIds: ["INBOX"] }] }];
    const body = JSON.stringify({ history, historyId: "9" });
    faults.add({ url: /\/history/, fault: { kind: "status", status: 200, body } });
    expect(await mirror.list(everything)).toMatchObject([
      { externalId: message.id, threadExternalId: message.threadId },
    ]);
  });

  test("drafts are not even listed", async () => {
    const { world, mirror } = await open();
    world.put(rep.address, aMessage(), "drafts");
    expect(await mirror.list(everything)).toEqual([]);
  });

  test("reading and archiving cost no fetch", async () => {
    const { world, mirror } = await open();
    const message = aMessage();
    world.put(rep.address, message);
    await mirror.follow(everything);
    world.move(rep.address, message.id, "archive");
    expect(await mirror.list(everything)).toEqual([]);
    expect(mirror.messages.size).toBe(1);
  });
});
