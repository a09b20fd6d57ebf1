// What mailboxes make of a change somebody made: by the mutation's name, run as a job after its commit.
import type { Database } from "../store/database.ts";
import type { Committed } from "../store/effects.ts";
import {
  applyBlock,
  forgetUnlogged,
  joinLogged,
  liftBlocks,
  mailboxesOf,
  mailboxesWithRule,
  obeyBlock,
  refileAddresses,
  refileContact,
  relog,
  reshare,
} from "./refile.ts";
import type { Engine } from "./turn.ts";

interface Follow {
  readonly database: Database;
  readonly disconnectMember: Engine["disconnectMember"];
  readonly workspaceId: string;
  readonly memberId: string;
  readonly now: Date;
}

type Changed = { from?: unknown; to?: unknown };
type Image = Record<string, unknown> | null;

const textsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === "string");

const refile = ({ database, workspaceId, now }: Follow, ...values: unknown[]) => {
  const addresses = values.flatMap(textsOf);
  return addresses.length === 0 ? undefined : refileAddresses(database, workspaceId, addresses, now);
};

async function reshareMine({ database, workspaceId, memberId, now }: Follow) {
  for (const mailbox of await mailboxesOf(database, workspaceId, memberId)) await reshare(database, mailbox, now);
}

/** Nobody's mail is theirs any more, and what was decided of mail with them no longer decides of mail with others too. */
async function forgetContact({ database, workspaceId, now }: Follow, id: string) {
  await refileContact(database, workspaceId, id, now);
  for (const mailbox of await mailboxesWithRule(database, workspaceId, id)) await reshare(database, mailbox, now);
}

/** The owner has changed what their mailbox shares in general. */
export const MAILBOX_SHARING = "mailbox.sharing";

/** By mutation; the arguments have been parsed by the mutation itself. */
const followUps: Readonly<Record<string, (follow: Follow, args: never) => Promise<unknown> | undefined>> = {
  "contact.saveLead": (follow, { email }: { email: string | null }) => refile(follow, email),
  "contact.create": (follow, { record }: { record: { emails: string[] } }) => refile(follow, record.emails),
  "contact.addAddress": (follow, { address }: { address: string }) => refile(follow, address),
  "contact.update": (follow, { changes }: { changes: { emails?: Changed } }) =>
    refile(follow, changes.emails?.from, changes.emails?.to),
  "contact.remove": (follow, { id }: { id: string }) => forgetContact(follow, id),
  /** Whoever is shut out leaves nothing behind that acts in their name. */
  "member.setDisabled": ({ disconnectMember, workspaceId }, { id, disabled }: { id: string; disabled: boolean }) =>
    disabled ? disconnectMember({ workspaceId, memberId: id }) : undefined,
  "activity.log": ({ database, workspaceId, now }, { record }: { record: { messageKeys: string[] } }) =>
    record.messageKeys.length === 0 ? undefined : joinLogged(database, workspaceId, record.messageKeys, now),
  "activity.unlog": ({ database, workspaceId, memberId }, { id }: { id: string }) =>
    forgetUnlogged(database, workspaceId, memberId, id),
  "block.add": ({ database, workspaceId, memberId, now }, { pattern, forAll }: { pattern: string; forAll: boolean }) =>
    applyBlock(database, workspaceId, pattern, forAll ? null : memberId, now),
  "block.remove": ({ database, workspaceId, now }) => liftBlocks(database, workspaceId, now),
  "shareRule.setThread": reshareMine,
  "shareRule.setPerson": reshareMine,
  "shareRule.remove": reshareMine,
  "accessRequest.answer": reshareMine,
  /** No mutation: a route of the mailbox's owner. */
  [MAILBOX_SHARING]: reshareMine,
  undo: async (follow, { changes }: { changes: { entity: string; id: string; before: Image; after: Image }[] }) => {
    const { database, workspaceId, memberId, now } = follow;
    for (const { entity, id, before, after } of changes) {
      if (entity === "contact" && after && !before) await forgetContact(follow, id);
      if (entity === "contact") await refile(follow, before?.emails, after?.emails);
      if (entity === "block") await obeyBlock(database, workspaceId, id, now);
      if (entity === "activity" && !after) {
        await relog(database, workspaceId, memberId, textsOf(before?.messageKeys), now);
      }
    }
    if (changes.some(({ entity }) => entity === "shareRule")) await reshareMine(follow);
  },
};

export const hasFollowUp = ({ name }: Pick<Committed, "name">) => Object.hasOwn(followUps, name);

export async function followUp(
  { database, disconnectMember }: Pick<Engine, "database" | "disconnectMember">,
  committed: Committed,
  now: Date,
): Promise<void> {
  const { workspaceId, memberId, name, args } = committed;
  await followUps[name]?.({ database, disconnectMember, workspaceId, memberId, now }, args as never);
}
