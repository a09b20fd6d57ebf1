// Mailboxes are connected, kept connected and disconnected, at both vendors.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { vendorNames } from "../../server/providers/vendor.ts";
import { databases } from "../conformance/tx-databases.ts";
import { type ConnectServer, openConnected, type Vendors } from "./connect-vendors.ts";
import { request } from "./server-people.ts";

const SEND = { google: "https://www.googleapis.com/auth/gmail.send", microsoft: "Mail.Send" };

describe.each(databases)("on $kind", ({ create }) => {
  let vendors: Vendors;
  let kith: ConnectServer;
  let close: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    ({ vendors, kith, close } = await openConnected(create));
  });
  afterAll(() => close?.());

  test("anybody may know which vendors there are", async () => {
    const { json } = await request(`${kith.server.url}/api/vendors`, "GET", {});
    expect(json).toEqual([
      { name: "google", canSignIn: true },
      { name: "microsoft", canSignIn: true },
    ]);
  });

  test.each(vendorNames)("at %s, a rep connects the own mailbox, and its token is good for it", async (vendor) => {
    const ann = await kith.join(vendor);
    const page = await kith.connect(ann, vendor);
    expect(page.text).toContain(`${ann.email} is connected`);
    expect(page.status).toBe(200);
    const row = await kith.row(ann.workspaceId);
    expect(row).toMatchObject({
      memberId: ann.memberId,
      vendor,
      address: ann.email,
      features: ["mail", "send", "calendar"],
      sharing: "nothing",
      since: null,
      reconnect: null,
      endsAt: null,
    });
    expect(row.nextAt?.getTime()).toBeLessThanOrEqual(Date.now());
    const identity = await kith.server.connecting.vendors.get(vendor)?.identify(kith.access(row));
    expect(identity?.address).toBe(ann.email);
  });

  test.each(vendorNames)(
    "at %s, another address than the rep's own needs its owner's word, who is told whose it will be",
    async (vendor) => {
      const ann = await kith.join(vendor);
      const address = kith.addMailbox(vendor);
      const page = await kith.connect(ann, vendor, { address });
      expect(page.text).toContain(
        `account of ${(await ann.call("GET", "/api/session")).json.user.name} (${ann.email})`,
      );
      expect(await kith.rows(ann.workspaceId)).toEqual([]);
      const confirmed = await kith.confirm(page);
      expect(confirmed.json.title).toBe(`${address} is connected`);
      const row = await kith.row(ann.workspaceId);
      expect(row).toMatchObject({ address, memberId: ann.memberId });
      await expect(kith.access(row).token()).resolves.toMatch(/./);
      expect((await kith.confirm(page)).status).toBe(404);
      // It is known now, and nobody is asked again.
      expect((await kith.connect(ann, vendor, { address, mailboxId: row.id })).text).toContain("is connected");
    },
  );

  test.each(vendorNames)(
    "at %s, an unticked right takes away its feature alone, and can be given later",
    async (vendor) => {
      const ann = await kith.join(vendor);
      const page = await kith.connect(ann, vendor, { unticked: [SEND[vendor]] });
      expect(page.text).toContain("You did not allow sending mail.");
      const row = await kith.row(ann.workspaceId);
      expect(row.features).toEqual(["mail", "calendar"]);
      await kith.connect(ann, vendor, { features: ["send"], mailboxId: row.id });
      const [later, ...others] = await kith.rows(ann.workspaceId);
      expect(others).toEqual([]);
      expect([...(later?.features ?? [])].sort()).toEqual(["calendar", "mail", "send"]);
    },
  );

  test.each(vendorNames)("at %s, a rep asks for one rung and gets no other", async (vendor) => {
    const ann = await kith.join(vendor);
    await kith.connect(ann, vendor, { features: ["calendar"] });
    expect((await kith.row(ann.workspaceId)).features).toEqual(["calendar"]);
  });

  test.each(vendorNames)("at %s, who says no has connected nothing, and reads what that means", async (vendor) => {
    const ann = await kith.join(vendor);
    const back = new URL(await kith.allow(await kith.begin(ann, vendor), ann.email));
    back.searchParams.delete("code");
    back.searchParams.set("error", "access_denied");
    const page = await kith.arrive(back.href);
    expect([page.status, page.text]).toEqual([403, expect.stringContaining("You did not allow it")]);
    expect(await kith.rows(ann.workspaceId)).toEqual([]);
  });

  test.each(vendorNames)(
    "at %s, a vendor that does not answer is named, and the link can be asked for again",
    async (vendor) => {
      const ann = await kith.join(vendor);
      const { faults } = vendors[vendor];
      const back = await kith.allow(await kith.begin(ann, vendor), ann.email);
      faults.add({ fault: { kind: "status", status: 503 }, url: /token/u });
      const page = await kith.arrive(back);
      expect([page.status, page.text]).toEqual([503, expect.stringContaining("did not answer")]);
      expect(faults.waiting).toBe(0);
      expect((await kith.connect(ann, vendor)).text).toContain("is connected");
    },
  );

  test.each(vendorNames)("at %s, connecting again as another person is refused and changes nothing", async (vendor) => {
    const ann = await kith.join(vendor);
    await kith.connect(ann, vendor);
    const before = await kith.row(ann.workspaceId);
    const address = kith.addMailbox(vendor);
    const page = await kith.connect(ann, vendor, { address, mailboxId: before.id });
    expect([page.status, page.text]).toEqual([403, expect.stringContaining("This is another account")]);
    expect(await kith.rows(ann.workspaceId)).toEqual([before]);
    if (vendor === "google") expect(vendors.google.tokens.grantedScopes(address)).toEqual([]);
    await expect(kith.access(before).token()).resolves.toMatch(/./);
  });

  test.each(vendorNames)(
    "at %s, a mailbox that a colleague has connected stays theirs, and goes on",
    async (vendor) => {
      const ann = await kith.join(vendor);
      await kith.connect(ann, vendor);
      const before = await kith.row(ann.workspaceId);
      const bob = await kith.join(vendor, "rep", ann.workspaceId);
      const page = await kith.connect(bob, vendor, { address: ann.email });
      expect([page.status, page.text]).toEqual([403, expect.stringContaining("A colleague has connected")]);
      expect(await kith.rows(ann.workspaceId)).toEqual([before]);
      await kith.age(before);
      await expect(kith.access(before).renew(await kith.access(before).token())).resolves.toMatch(/./);
    },
  );

  test.each(vendorNames)(
    "at %s, another workspace may have the same mailbox, and each ends its own",
    async (vendor) => {
      const ann = await kith.join(vendor);
      const eve = await kith.join(vendor);
      await kith.connect(ann, vendor);
      await kith.confirm(await kith.connect(eve, vendor, { address: ann.email }));
      const [one, other] = [await kith.row(ann.workspaceId), await kith.row(eve.workspaceId)];
      expect(one.subject).toBe(other.subject);
      expect((await eve.call("DELETE", `/api/mailboxes/${other.id}`)).status).toBe(200);
      await kith.age(one);
      const access = kith.access(one);
      await expect(access.renew(await access.token())).resolves.toMatch(/./);
    },
  );

  test.each(vendorNames)("at %s, somebody who was shut out meanwhile connects nothing", async (vendor) => {
    const ann = await kith.join(vendor);
    const bob = await kith.join(vendor, "rep", ann.workspaceId);
    const back = await kith.allow(await kith.begin(bob, vendor), bob.email);
    await ann.push("member.setDisabled", { id: bob.memberId, disabled: true });
    const page = await kith.arrive(back);
    expect([page.status, page.text]).toEqual([403, expect.stringContaining("not a member")]);
    expect(await kith.rows(ann.workspaceId)).toEqual([]);
  });

  test("an app that is in testing at Google says when the connection will end", async () => {
    const ann = await kith.join("google");
    vendors.google.tokens.isTesting = true;
    const page = await kith.connect(ann, "google");
    vendors.google.tokens.isTesting = false;
    expect(page.text).toContain("the app is in testing");
    const { endsAt, id } = await kith.row(ann.workspaceId);
    const days = ((endsAt?.getTime() ?? 0) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(6.9);
    expect(days).toBeLessThan(7.01);
    await kith.connect(ann, "google", { mailboxId: id });
    expect((await kith.row(ann.workspaceId)).endsAt).toBeNull();
  });

  test("an administrator's word is asked for where a person's is not enough", async () => {
    const ann = await kith.join("microsoft");
    const back = new URL(await kith.allow(await kith.begin(ann, "microsoft"), ann.email));
    back.searchParams.delete("code");
    back.searchParams.set("error", "access_denied");
    back.searchParams.set("error_description", "AADSTS90094: The grant requires administrator permission.");
    const page = await kith.arrive(back.href);
    expect(page.text).toContain("Your administrator decides");
    expect(page.text).toContain('href="/guide/microsoft"');
  });

  test("who has no such mailbox, or names no such vendor, begins nothing", async () => {
    const ann = await kith.join("google");
    const bob = await kith.join("google", "rep", ann.workspaceId);
    await kith.connect(ann, "google");
    const { id } = await kith.row(ann.workspaceId);
    const begin = (body: object) => bob.call("POST", "/api/mailboxes/connect", { features: ["mail"], ...body });
    expect((await begin({ vendor: "yahoo", mailboxId: null })).status).toBe(404);
    expect((await begin({ vendor: "google", mailboxId: id })).status).toBe(404);
    expect((await begin({ vendor: "google", mailboxId: randomUUID() })).status).toBe(404);
    expect((await begin({ vendor: "google", mailboxId: null, features: ["all"] })).status).toBe(400);
  });
});
