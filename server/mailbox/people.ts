// Who the addresses in a mailbox belong to: its owner, a colleague, somebody known, somebody blocked, nobody.
import { isBlockedBy, type SharingLevel } from "#shared/crm/sharing.ts";
import type { PrismaTransaction } from "../store/database.ts";
import type { Mailbox } from "./mailboxes.ts";

/** What stays the same while a batch is filed. */
export interface Circle {
  /** The mailbox's own addresses. */
  readonly own: ReadonlySet<string>;
  /** Of everybody in the workspace, the owner included: sign-in addresses, mailboxes, aliases. */
  readonly colleagues: ReadonlySet<string>;
  readonly blocks: readonly string[];
  /** The owner's rules. */
  readonly threadRules: ReadonlyMap<string, SharingLevel>;
  readonly personRules: ReadonlyMap<string, SharingLevel>;
}

const lower = (address: string) => address.toLowerCase();

export async function readCircle(prisma: PrismaTransaction, mailbox: Mailbox): Promise<Circle> {
  const { workspaceId, memberId } = mailbox;
  const members = await prisma.member.findMany({ where: { workspaceId }, select: { emails: true } });
  const mailboxes = await prisma.mailbox.findMany({ where: { workspaceId }, select: { address: true, aliases: true } });
  const mineOrAll = { workspaceId, OR: [{ privateTo: null }, { privateTo: memberId }] };
  const blocks = await prisma.block.findMany({ where: mineOrAll, select: { pattern: true } });
  const rules = await prisma.shareRule.findMany({ where: { workspaceId, privateTo: memberId } });
  const levels = (of: "threadKey" | "contactId") =>
    new Map(rules.flatMap((rule) => (rule[of] === null ? [] : [[rule[of], rule.level as SharingLevel] as const])));
  return {
    own: new Set([mailbox.address, ...mailbox.aliases].map(lower)),
    colleagues: new Set(
      [...members.flatMap((one) => one.emails), ...mailboxes.flatMap((one) => [one.address, ...one.aliases])].map(
        lower,
      ),
    ),
    blocks: blocks.map(({ pattern }) => pattern),
    threadRules: levels("threadKey"),
    personRules: levels("contactId"),
  };
}

/** Contact ids by address, for those among the addresses that somebody known has. */
export async function findContacts(
  prisma: PrismaTransaction,
  workspaceId: string,
  addresses: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await prisma.$queryRaw<{ value: string; recordId: string }[]>`
    select given."value", item."recordId"::text from unnest(${[...addresses]}::text[]) as given("value")
    cross join lateral (
      select "recordId" from "list_item"
      where "workspaceId" = ${workspaceId}::uuid and "entity" = 'contact' and "field" = 'emails'
        and "value" = given."value" offset 0
    ) as item order by item."recordId"`;
  const found = new Map<string, string[]>();
  for (const { value, recordId } of rows) found.set(value, [...(found.get(value) ?? []), recordId]);
  return found;
}

/** Addresses of the people this mailbox is most likely to hold mail of: its owner's own first, then who was met last. */
export async function listAddresses(
  prisma: PrismaTransaction,
  { workspaceId, memberId }: Pick<Mailbox, "workspaceId" | "memberId">,
  most: number,
): Promise<string[]> {
  const rows = await prisma.$queryRaw<{ address: string }[]>`
    select unnest("emails") as "address" from "contact" where "workspaceId" = ${workspaceId}::uuid
    order by "ownerId" is not distinct from ${memberId}::uuid desc, "lastContactAt" desc nulls last limit ${most}`;
  return rows.map(({ address }) => address);
}

/** Everybody in a message or event but the mailbox's owner, once, in lower case. */
export function othersIn(participants: readonly { readonly address: string | null }[], { own }: Circle): string[] {
  const addresses = participants.flatMap(({ address }) => (address ? [lower(address)] : []));
  return [...new Set(addresses)].filter((address) => !own.has(address));
}

export type Standing =
  | { readonly kind: "known"; readonly contactIds: string[] }
  | { readonly kind: "blocked" | "internal" | "nobody_known" };

/** What the people in a message or event make of it. One who is blocked keeps all of it out. */
export function standingOf(
  others: readonly string[],
  { colleagues, blocks }: Circle,
  contacts: ReadonlyMap<string, readonly string[]>,
): Standing {
  if (blocks.length > 0 && others.some((address) => blocks.some((pattern) => isBlockedBy(pattern, address)))) {
    return { kind: "blocked" };
  }
  const outside = others.filter((address) => !colleagues.has(address));
  if (outside.length === 0) return { kind: "internal" };
  const contactIds = [...new Set(outside.flatMap((address) => contacts.get(address) ?? []))].slice(0, 200);
  return contactIds.length > 0 ? { kind: "known", contactIds } : { kind: "nobody_known" };
}
