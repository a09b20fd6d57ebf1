// What the app needs to know of each field, without Zod: the registry in shared/ is the declaration, and
// `fields.test.ts` proves that this says the same. It saves every page of the extension the weight of the schemas.
import type { Activity } from "#shared/crm/activity.ts";
import type { Company } from "#shared/crm/company.ts";
import type { Contact } from "#shared/crm/contact.ts";
import type { Meeting } from "#shared/crm/meeting.ts";
import type { Member } from "#shared/crm/member.ts";
import type { Note } from "#shared/crm/note.ts";
import type { Task } from "#shared/crm/task.ts";
import type { BaseRecord, OwnFields } from "#shared/entity.ts";
import type { FieldInfo, FieldKind } from "#shared/fields.ts";

type FieldsOf<R extends BaseRecord> = Readonly<Record<keyof OwnFields<R> & string, FieldInfo>>;

const field = (kind: FieldKind, more: Omit<FieldInfo, "kind" | "nullable"> = {}): FieldInfo => ({
  kind,
  nullable: false,
  ...more,
});
const nullable = (info: FieldInfo): FieldInfo => ({ ...info, nullable: true });
const ref = (target: string) => field("ref", { target });
const choice = (...options: string[]) => field("choice", { options });

const contact: FieldsOf<Contact> = {
  name: field("text"),
  title: nullable(field("text")),
  companyId: nullable(ref("company")),
  emails: field("emails"),
  phones: field("phones"),
  address: nullable(field("note")),
  lifecycle: choice("suspect", "lead", "prospect", "customer", "former"),
  source: nullable(choice("mail", "website", "cold_call", "advertising", "social", "campaign", "referral", "import")),
  ownerId: nullable(ref("member")),
  lastContactAt: nullable(field("instant")),
};

const company: FieldsOf<Company> = {
  name: field("text"),
  domain: nullable(field("text")),
  website: nullable(field("url")),
  phones: field("phones"),
  address: nullable(field("note")),
  ownerId: nullable(ref("member")),
};

const task: FieldsOf<Task> = {
  kind: choice("call", "mail", "todo"),
  title: field("text"),
  note: nullable(field("note")),
  dueAt: field("instant"),
  doneAt: nullable(field("instant")),
  contactId: nullable(ref("contact")),
  companyId: nullable(ref("company")),
  ownerId: ref("member"),
  link: nullable(field("url")),
  threadKey: nullable(field("text")),
  doneBy: nullable(choice("reply")),
};

const note: FieldsOf<Note> = {
  text: field("note"),
  contactId: nullable(ref("contact")),
  companyId: nullable(ref("company")),
};

const activity: FieldsOf<Activity> = {
  kind: choice("mail", "call", "meeting"),
  at: field("instant"),
  direction: nullable(choice("in", "out")),
  subject: field("text"),
  text: field("note"),
  contactIds: field("refs", { target: "contact" }),
  participants: field("participants"),
  link: nullable(field("url")),
  threadKeys: field("keys"),
  messageKeys: field("keys"),
  ownerIds: field("refs", { target: "member" }),
  sharing: choice("nothing", "metadata", "subject", "everything"),
  privateTo: nullable(ref("member")),
  outcome: nullable(choice("reached", "no_answer", "moved", "done")),
};

const meeting: FieldsOf<Meeting> = {
  title: field("text"),
  startsAt: field("instant"),
  endsAt: field("instant"),
  isAllDay: field("flag"),
  location: nullable(field("text")),
  joinUrl: nullable(field("url")),
  text: field("note"),
  participants: field("participants"),
  contactIds: field("refs", { target: "contact" }),
  ownerIds: field("refs", { target: "member" }),
  eventKeys: field("keys"),
  link: nullable(field("url")),
  sharing: choice("nothing", "metadata", "subject", "everything"),
  privateTo: nullable(ref("member")),
  outcome: nullable(choice("reached", "no_answer", "moved", "done")),
};

const member: FieldsOf<Member> = {
  name: field("text"),
  emails: field("emails"),
  role: choice("owner", "manager", "rep"),
  disabled: field("flag"),
};

/** The entities a person sees and edits; conflicts and redirects are not among them. */
export const fieldsByEntity = { contact, company, task, note, activity, meeting, member } as const;
export type ShownEntity = keyof typeof fieldsByEntity;

/** Texts that must not be empty, as `requiredText()` says in shared/. */
const required = new Set(["contact.name", "company.name", "task.title", "member.name"]);

export const isRequired = (entity: ShownEntity, name: string) => required.has(`${entity}.${name}`);

export function getField(entity: ShownEntity, name: string): FieldInfo {
  const fields: Readonly<Record<string, FieldInfo>> = fieldsByEntity[entity];
  const info = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (!info) throw new TypeError(`${entity} has no field ${name}`);
  return info;
}
