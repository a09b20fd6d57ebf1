import type { BaseRecord, Entity } from "./entity.ts";
import { AppError } from "./errors.ts";

export const roles = ["owner", "manager", "rep"] as const;
export type Role = (typeof roles)[number];

/** Who acts: a member of the workspace the transaction is in. */
export interface Actor {
  readonly memberId: string;
  readonly role: Role;
}

export const isAtLeast = (role: Role, wanted: Role) => roles.indexOf(role) <= roles.indexOf(wanted);

type WriteRule = (actor: Actor, record: BaseRecord) => boolean;

const isAuthor: WriteRule = (actor, record) => record.createdBy === actor.memberId;
const isAuthorOrManager: WriteRule = (actor, record) => isAuthor(actor, record) || isAtLeast(actor.role, "manager");

/**
 * Who may change or remove a record that exists. Whoever can read a person or company may keep it up to date; words
 * belong to who wrote them; what is one member's alone is theirs to change. Not listed: any member may.
 */
const writeRules: Readonly<Record<string, WriteRule>> = {
  note: isAuthorOrManager,
  activity: isAuthorOrManager,
  meeting: isAuthorOrManager,
  member: (actor) => isAtLeast(actor.role, "owner"),
  conflict: isAuthor,
  // A rule that is nobody's decides nothing.
  shareRule: () => false,
  // A block for everybody.
  block: (actor) => isAtLeast(actor.role, "manager"),
  accessRequest: (actor, record) => isAuthor(actor, record) || accessOf(record).ownerId === actor.memberId,
  opening: () => false,
};

/** Whose a record is and in whose mailboxes it lies: the server's to say, in every kind of record. */
const serversFields: ReadonlySet<string> = new Set(["privateTo", "ownerIds"]);

/** Of what the server has written from mailboxes and calendars, all that people change. */
const peoplesFields: Readonly<Record<string, readonly string[]>> = { meeting: ["outcome"] };

interface AccessFields {
  readonly privateTo?: string | null;
  readonly ownerIds?: readonly string[];
  readonly ownerId?: string | null;
}
const accessOf = (record: BaseRecord): AccessFields => record as AccessFields;

/** Written by the server, which will write it again as the mailbox says, whatever people make of it. */
export const isFromMailbox = (record: BaseRecord): boolean =>
  record.createdBy === null && (accessOf(record).ownerIds ?? []).length > 0;

/** Whether it lies in the actor's own mailbox. */
export const isOwner = ({ memberId }: Actor, record: BaseRecord): boolean =>
  accessOf(record).ownerIds?.includes(memberId) ?? false;

/** `fields`: which of them change, where not all of the record is at stake. */
export function canWrite(actor: Actor, entity: Entity, record: BaseRecord, fields?: readonly string[]): boolean {
  const { privateTo } = accessOf(record);
  if (privateTo && privateTo !== actor.memberId) return false;
  if (fields?.some((field) => serversFields.has(field))) return false;
  if (isFromMailbox(record)) {
    return fields?.every((field) => peoplesFields[entity.name]?.includes(field)) ?? false;
  }
  return Boolean(privateTo) || (writeRules[entity.name]?.(actor, record) ?? true);
}

export function assertCanWrite(actor: Actor, entity: Entity, record: BaseRecord, fields?: readonly string[]): void {
  if (canWrite(actor, entity, record, fields)) return;
  const isOthers = isFromMailbox(record);
  throw new AppError(
    "forbidden",
    isOthers ? "This is from a mailbox; whose it is decides" : "Only who wrote this, or a manager, can change it",
  );
}

/** A record as people may write it: without what is the server's to say. */
export function withoutServersFields<R extends BaseRecord>(entity: Entity, record: R): R {
  return entity.fields.ownerIds ? { ...record, ownerIds: [] } : record;
}
