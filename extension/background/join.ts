// Records joined with what they point at, for one screen.
import { type Company, companyEntity } from "#shared/crm/company.ts";
import { conflictEntity } from "#shared/crm/conflict.ts";
import { type Contact, contactEntity } from "#shared/crm/contact.ts";
import { findEntity } from "#shared/crm/index.ts";
import { type Member, memberEntity } from "#shared/crm/member.ts";
import type { Task } from "#shared/crm/task.ts";
import type { BaseRecord, Entity } from "#shared/entity.ts";
import type { ConflictView, PersonSummary, TaskView } from "../views.ts";
import type { ReplicaDatabase } from "./database.ts";

export async function findRecord<R extends BaseRecord>(
  db: ReplicaDatabase,
  entity: Entity<R>,
  id: string | null,
): Promise<R | null> {
  return id ? ((await db.records(entity).get(id))?.record ?? null) : null;
}

/** Records by id, each once; ids that lead nowhere are left out. */
async function byIds<R extends BaseRecord>(
  db: ReplicaDatabase,
  entity: Entity<R>,
  ids: Iterable<string | null>,
): Promise<Map<string, R>> {
  const wanted = [...new Set([...ids].filter((id) => id !== null))];
  const rows = wanted.length > 0 ? await db.records(entity).bulkGet(wanted) : [];
  return new Map(rows.flatMap((row) => (row ? [[row.id, row.record]] : [])));
}

const at = <R>(records: Map<string, R>, id: string | null) => (id && records.get(id)) || null;

export async function joinPeople(db: ReplicaDatabase, contacts: readonly Contact[]): Promise<PersonSummary[]> {
  const [companies, members] = await Promise.all([
    byIds<Company>(
      db,
      companyEntity,
      contacts.map((contact) => contact.companyId),
    ),
    byIds<Member>(
      db,
      memberEntity,
      contacts.map((contact) => contact.ownerId),
    ),
  ]);
  return contacts.map((contact) => ({
    contact,
    company: at(companies, contact.companyId),
    owner: at(members, contact.ownerId),
  }));
}

export async function joinTasks(db: ReplicaDatabase, tasks: readonly Task[]): Promise<TaskView[]> {
  const [contacts, companies, members] = await Promise.all([
    byIds<Contact>(
      db,
      contactEntity,
      tasks.map((task) => task.contactId),
    ),
    byIds<Company>(
      db,
      companyEntity,
      tasks.map((task) => task.companyId),
    ),
    byIds<Member>(
      db,
      memberEntity,
      tasks.map((task) => task.ownerId),
    ),
  ]);
  return tasks.map((task) => ({
    task,
    contact: at(contacts, task.contactId),
    company: at(companies, task.companyId),
    owner: at(members, task.ownerId),
  }));
}

export const findMembers = (db: ReplicaDatabase, ids: Iterable<string | null>) => byIds<Member>(db, memberEntity, ids);

export async function listMembers(db: ReplicaDatabase): Promise<Member[]> {
  const rows = await db.records(memberEntity).toArray();
  return rows.map((row) => row.record).sort((a, b) => a.name.localeCompare(b.name));
}

const nameOf = (record: BaseRecord | null) => {
  const named = record as { name?: string; title?: string; subject?: string } | null;
  return named?.name ?? named?.title ?? named?.subject ?? "";
};

/** Conflicts that wait for a member's decision; of one record, or of all. */
export async function listConflicts(
  db: ReplicaDatabase,
  memberId: string,
  recordId: string | null,
): Promise<ConflictView[]> {
  const table = db.records(conflictEntity);
  const rows = await (recordId ? table.where("record.recordId").equals(recordId) : table).toArray();
  const mine = rows.map((row) => row.record).filter((conflict) => conflict.createdBy === memberId);
  return Promise.all(
    mine.map(async (conflict) => {
      const entity = findEntity(conflict.entity);
      const record = entity ? await findRecord(db, entity, conflict.recordId) : null;
      const theirs = (record as Record<string, unknown> | null)?.[conflict.field] ?? null;
      const theirsBy = await findRecord(db, memberEntity, record?.updatedBy ?? null);
      return { conflict, record, title: nameOf(record), theirs, theirsBy };
    }),
  );
}
