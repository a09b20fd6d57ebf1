// The adapters against a real mailbox: what keeps the stand-ins honest. Only with credentials; see docs/live-suite.md.
// It reads, and with KITH_LIVE_SEND=1 sends one mail to the mailbox itself; it never deletes anything.
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { readConfig } from "../../server/config.ts";
import { refreshTokens } from "../../server/connect/oauth.ts";
import { MailboxLimiter } from "../../server/mailbox/limiter.ts";
import type { Access } from "../../server/providers/access.ts";
import { openVendors } from "../../server/providers/index.ts";
import type { MessageRef } from "../../server/providers/mail-provider.ts";
import { type VendorName, vendorNames } from "../../server/providers/vendor.ts";

const DAY_MS = 24 * 60 * 60_000;
const scope = { since: new Date(Date.now() - 7 * DAY_MS).toISOString(), places: null };
const window = {
  from: new Date(Date.now() - 7 * DAY_MS).toISOString(),
  to: new Date(Date.now() + 30 * DAY_MS).toISOString(),
};
const refreshTokenOf = (vendor: VendorName) => process.env[`KITH_LIVE_${vendor.toUpperCase()}_REFRESH_TOKEN`];
const vendors = openVendors(readConfig());

describe.each(vendorNames)("%s", (name) => {
  const vendor = vendors.get(name);
  const refreshToken = refreshTokenOf(name);
  const isReady = vendor !== undefined && refreshToken !== undefined;
  if (!isReady) process.stderr.write(`${name}: no client or no refresh token, so nothing is tried\n`);

  describe.skipIf(!isReady)("a real mailbox", () => {
    let granted: Promise<string> | undefined;
    const issue = async () => {
      const answer = await refreshTokens(vendor?.oauth as never, refreshToken ?? "");
      if (!("accessToken" in answer)) throw new Error(JSON.stringify(answer));
      return answer.accessToken;
    };
    const access = (): Access => ({
      token: () => {
        granted ??= issue();
        return granted;
      },
      renew: () => {
        granted = issue();
        return granted;
      },
      limiter: new MailboxLimiter(vendor?.limits as never),
      signal: AbortSignal.timeout(120_000),
    });

    test("says whose it is", async () => {
      expect((await vendor?.identify(access()))?.address).toContain("@");
    });

    test("lists a week, gives what it listed, and then has nothing new", async () => {
      const { mail } = vendor as NonNullable<typeof vendor>;
      const refs: MessageRef[] = [];
      for (const stream of await mail.listStreams(access(), scope)) {
        let page = await mail.changes(access(), stream, null, scope);
        refs.push(...page.upserted);
        while (page.more) {
          page = await mail.changes(access(), stream, page.cursor, scope);
          refs.push(...page.upserted);
        }
        const next = await mail.changes(access(), stream, page.cursor, scope);
        expect(next.reset).toBe(false);
      }
      const some = refs.filter(({ at }) => at === null || at >= scope.since).slice(0, Math.min(10, mail.fetchSize));
      const fetched = await mail.fetch(access(), some);
      expect(fetched.filter(({ kind }) => kind === "failed")).toEqual([]);
      for (const one of fetched) if (one.kind === "message") expect(one.message.at).toMatch(/Z$/u);
    });

    test("goes through the calendar's window and round again", async () => {
      const { calendar } = vendor as NonNullable<typeof vendor>;
      let page = await calendar.changes(access(), null, window);
      while (page.more) page = await calendar.changes(access(), page.cursor, window);
      expect((await calendar.changes(access(), page.cursor, window)).reset).toBe(false);
      expect(Array.isArray(await calendar.listBusy(access(), window))).toBe(true);
    });

    test.skipIf(process.env.KITH_LIVE_SEND !== "1")("sends to itself, keeping our Message-ID", async () => {
      const { mail, identify } = vendor as NonNullable<typeof vendor>;
      const me = await identify(access());
      const messageId = `${randomUUID()}@kith.invalid`;
      const to = [{ name: me.name, address: me.address, role: "to" as const }];
      await mail.send(access(), {
        messageId,
        from: me,
        to,
        subject: "Kith live suite",
        text: "Hello.",
        inReplyTo: null,
      });
      await expect.poll(() => mail.findByMessageId(access(), messageId), { timeout: 60_000 }).not.toBeNull();
    });
  });
});
