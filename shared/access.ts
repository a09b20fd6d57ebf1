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
 * Who may change or remove a record that exists. Everyone in a workspace reads all of it, and whoever can read a
 * person or company may keep it up to date; words belong to who wrote them. Not listed: any member may.
 */
const writeRules: Readonly<Record<string, WriteRule>> = {
  note: isAuthorOrManager,
  activity: isAuthorOrManager,
  member: (actor) => isAtLeast(actor.role, "owner"),
  conflict: isAuthor,
};

export function canWrite(actor: Actor, entity: Entity, record: BaseRecord): boolean {
  return writeRules[entity.name]?.(actor, record) ?? true;
}

export function assertCanWrite(actor: Actor, entity: Entity, record: BaseRecord): void {
  if (!canWrite(actor, entity, record)) {
    throw new AppError("forbidden", "Only who wrote this, or a manager, can change it");
  }
}
