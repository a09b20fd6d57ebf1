// D18: whatever happens to a connection, no token, code or client secret is found in the database, in a log or in an answer.
import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTokens } from "../../server/connect/tokens.ts";
import { vendorNames } from "../../server/providers/vendor.ts";
import { everybody, transact } from "../../server/store/database.ts";
import { databases } from "../conformance/tx-databases.ts";
import { type ConnectServer, openConnected, type Rep, type Vendors } from "../sync/connect-vendors.ts";

describe.each(databases)("on $kind", ({ create }) => {
  let vendors: Vendors;
  let kith: ConnectServer;
  let close: (() => Promise<void>) | undefined;
  const logged: string[] = [];
  beforeAll(async () => {
    const logTo = { write: (line: string) => void logged.push(line) };
    ({ vendors, kith, close } = await openConnected(create, { logLevel: "debug" }, { logTo }));
  });
  afterAll(() => close?.());

  /** Every row of every table that a copy of the database would hold for these people, as text. */
  async function dump(people: readonly Rep[]): Promise<string> {
    const rows: string[] = [];
    for (const { workspaceId } of people) {
      await transact(kith.server.database, { workspaceId, memberId: everybody }, async (prisma) => {
        const tables = await prisma.$queryRaw<{ name: string }[]>`
          select quote_ident(schemaname) || '.' || quote_ident(tablename) as "name" from pg_tables
          where schemaname not in ('pg_catalog', 'information_schema')
            and has_table_privilege(quote_ident(schemaname) || '.' || quote_ident(tablename), 'select')`;
        expect(tables.length).toBeGreaterThan(20);
        for (const { name } of tables) {
          const found = await prisma.$queryRawUnsafe<{ row: string }[]>(
            `select row_to_json(one)::text as "row" from ${name} as one`,
          );
          rows.push(...found.map(({ row }) => row));
        }
      });
    }
    return rows.join("\n");
  }

  test("the canary is nowhere", async () => {
    const secrets = new Set([vendors.google.client.secret, vendors.config.microsoft?.clientSecret ?? ""]);
    const said: string[] = [];
    const people: Rep[] = [];
    const learn = async (workspaceId: string) => {
      for (const row of await kith.rows(workspaceId)) {
        if (row.tokens === null) continue;
        const { accessToken, refreshToken } = await openTokens(kith.server.connecting.vault, row, row.tokens);
        secrets.add(accessToken).add(refreshToken);
      }
    };
    for (const vendor of vendorNames) {
      const { faults } = vendors[vendor];
      const ann = await kith.join(vendor);
      people.push(ann);
      const back = new URL(await kith.allow(await kith.begin(ann, vendor), ann.email));
      for (const name of ["code", "state"]) secrets.add(back.searchParams.get(name) ?? "");
      said.push((await kith.arrive(back.href)).text, (await kith.arrive(back.href)).text);
      await learn(ann.workspaceId);
      const row = await kith.row(ann.workspaceId);
      const access = kith.access(row);
      await access.renew(await access.token());
      await learn(ann.workspaceId);
      // Every way a refresh fails, with the token in hand.
      const garbled = JSON.stringify({ access_token: await access.token(), refresh_token: 7, token_type: "none" });
      for (const fault of [
        { kind: "status", status: 503 },
        { kind: "status", status: 200, body: garbled },
        { kind: "status", status: 400, body: JSON.stringify({ error: "invalid_request" }) },
        { kind: "truncated" },
        { kind: "reset" },
      ] as const) {
        faults.add({ fault, url: /token/u });
        const error = await access.renew(await access.token()).catch((thrown: unknown) => thrown);
        expect(faults.waiting, fault.kind).toBe(0);
        kith.server.connecting.log.error({ error }, "told in full");
        // As a process prints it that crashes.
        said.push(inspect(error, { depth: 20, showHidden: true }), JSON.stringify(error));
      }
      // Begun and not finished, a page that asks, signing in, an error at the vendor's API, a right taken away.
      secrets.add(new URL(await kith.begin(ann, vendor)).searchParams.get("state") ?? "");
      said.push((await kith.connect(ann, vendor, { address: kith.addMailbox(vendor) })).text);
      const { back: word } = await kith.comeBack(vendor, ann.email);
      secrets.add(word.searchParams.get("code") ?? "");
      faults.add({ fault: { kind: "status", status: 500, body: "{}" }, url: /userinfo|\/me\?/u });
      said.push((await kith.connect(ann, vendor)).text);
      expect(faults.waiting).toBe(0);
      if (vendor === "google") vendors.google.tokens.revoke(ann.email);
      else vendors.microsoft.refuse(ann.email, "inactive");
      const last = await access.renew(await access.token()).catch((thrown: unknown) => thrown);
      kith.server.connecting.log.error({ error: last }, "told in full");
      said.push((await ann.call("GET", "/api/mailboxes")).text);
    }
    // A right that could not be taken back yet waits, sealed like everything.
    const bob = await kith.join("google");
    people.push(bob);
    await kith.connect(bob, "google");
    await learn(bob.workspaceId);
    vendors.google.faults.add({ fault: { kind: "status", status: 503 }, url: /revoke/u });
    said.push((await bob.call("DELETE", `/api/mailboxes/${(await kith.row(bob.workspaceId)).id}`)).text);
    const places = { database: await dump(people), log: logged.join("\n"), answers: said.join("\n") };
    expect(secrets.size).toBeGreaterThan(14);
    for (const [place, text] of Object.entries(places)) {
      expect(text.length, place).toBeGreaterThan(1_000);
      for (const secret of secrets) {
        expect(secret.length).toBeGreaterThan(10);
        expect(text.includes(secret), `${place} holds ${secret.slice(0, 12)}…`).toBe(false);
      }
    }
    expect(places.database).toContain("k1.");
    expect(places.log).toContain("mailbox connected");
  });
});
