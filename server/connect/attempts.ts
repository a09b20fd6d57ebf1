// What somebody has begun and not finished: kept sealed, under a hash of the word that finishes it, once and soon.
import { createHash } from "node:crypto";
import { z } from "zod";
import { mailboxFeatures } from "#shared/mailbox.ts";
import { vendorNames } from "../providers/vendor.ts";
import { type Database, transact } from "../store/database.ts";
import type { Vault } from "./vault.ts";

const MINUTE_MS = 60_000;

const journey = { vendor: z.enum(vendorNames), redirectUri: z.string(), state: z.string(), verifier: z.string() };
const identity = z.object({
  subject: z.string(),
  address: z.string(),
  name: z.string(),
  aliases: z.array(z.string()),
});
const member = { workspaceId: z.string(), memberId: z.string() };
const features = z.array(z.enum(mailboxFeatures));

const attempt = z.discriminatedUnion("kind", [
  /** On the way to a vendor, to connect a mailbox. */
  z.object({ kind: z.literal("connect"), ...journey, ...member, features, mailboxId: z.string().nullable() }),
  /** Back with a mailbox that may be somebody else's: its owner is asked. */
  z.object({
    kind: z.literal("confirm"),
    vendor: journey.vendor,
    ...member,
    features,
    identity,
    grant: z.object({
      accessToken: z.string(),
      accessUntil: z.coerce.date(),
      refreshToken: z.string().nullable(),
      scopes: z.array(z.string()).nullable(),
      endsAt: z.coerce.date().nullable(),
    }),
  }),
  /** On the way to a vendor, to sign in to Kith. */
  z.object({ kind: z.literal("signIn"), ...journey, returnTo: z.string(), challenge: z.string() }),
  /** Back; the extension that began it proves that it did. */
  z.object({
    kind: z.literal("signedIn"),
    vendor: journey.vendor,
    subject: z.string(),
    /** Null where the vendor does not vouch for it. */
    address: z.string().nullable(),
    challenge: z.string(),
  }),
]);
export type Attempt = z.infer<typeof attempt>;
export type AttemptOf<Kind extends Attempt["kind"]> = Extract<Attempt, { kind: Kind }>;

const lives: Readonly<Record<Attempt["kind"], number>> = {
  connect: 10 * MINUTE_MS,
  confirm: 10 * MINUTE_MS,
  signIn: 10 * MINUTE_MS,
  signedIn: MINUTE_MS,
};

const hashOf = (word: string) => createHash("sha256").update(word).digest("base64url");

const placeOf = (id: string, workspaceId: string | null) => ({ workspaceId, kind: "attempt", id }) as const;

/** Keeps it until `word` comes back or its time is over. */
export async function putAttempt(database: Database, vault: Vault, word: string, wanted: Attempt): Promise<void> {
  const id = hashOf(word);
  const now = Date.now();
  const { workspaceId, memberId } = "workspaceId" in wanted ? wanted : { workspaceId: null, memberId: null };
  await transact(database, {}, async (prisma) => {
    await prisma.connectAttempt.deleteMany({ where: { expiresAt: { lt: new Date(now) } } });
    await prisma.connectAttempt.create({
      data: {
        id,
        vendor: wanted.vendor,
        workspaceId,
        memberId,
        features: "features" in wanted ? wanted.features : [],
        secret: await vault.seal(prisma, placeOf(id, workspaceId), JSON.stringify(wanted)),
        expiresAt: new Date(now + lives[wanted.kind]),
      },
    });
  });
}

/** Uses it up: of two who bring the same word, one gets nothing; and so does whoever comes late. */
export async function takeAttempt(database: Database, vault: Vault, word: string): Promise<Attempt | undefined> {
  const rows = await transact(
    database,
    {},
    (prisma) =>
      prisma.$queryRaw<{ workspaceId: string | null; secret: string; expiresAt: Date }[]>`
        delete from "connect_attempt" where "id" = ${hashOf(word)} returning "workspaceId", "secret", "expiresAt"`,
  );
  const [row] = rows;
  if (!row || row.expiresAt <= new Date()) return undefined;
  return attempt.parse(JSON.parse(await vault.open(placeOf(hashOf(word), row.workspaceId), row.secret)));
}
