// What a list of people can show of each.
import type { Contact } from "#shared/crm/contact.ts";
import type { PersonSummary } from "../../views.ts";
import { LifecycleName } from "../crm/lifecycle.tsx";
import type { Column } from "../records/grid.tsx";
import { Avatar } from "../ui/avatar.tsx";
import { choiceLabel, fieldLabel, formatAgo, t } from "../words.ts";
import { routeToHash } from "./route.ts";

const seedOf = (contact: Contact) => contact.emails[0] ?? contact.name;

/** A link for the middle button and for copying; a plain click belongs to the row. */
function Name({ contact }: { contact: Contact }) {
  return (
    <>
      <Avatar name={contact.name} seed={seedOf(contact)} size={24} />
      <a
        class="list-name"
        href={routeToHash({ screen: "person", id: contact.id })}
        tabIndex={-1}
        draggable={false}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) event.stopPropagation();
          else event.preventDefault();
        }}
      >
        <bdi>{contact.name}</bdi>
      </a>
    </>
  );
}

const text = (value: string | null | undefined) => (value ? <bdi>{value}</bdi> : null);
const when = (instant: string | null) =>
  instant ? (
    <time class="soft" dateTime={instant}>
      {formatAgo(instant)}
    </time>
  ) : (
    <span class="faint">{t("dashboard.never")}</span>
  );

const label = (field: string) => fieldLabel("contact", field);

export const peopleColumnKeys = [
  "name",
  "title",
  "company",
  "lifecycle",
  "owner",
  "lastContactAt",
  "source",
  "emails",
  "phones",
  "createdAt",
] as const;
export type PeopleColumnKey = (typeof peopleColumnKeys)[number];

export const peopleColumn: Readonly<Record<PeopleColumnKey, () => Column<PersonSummary>>> = {
  name: () => ({
    key: "name",
    label: label("name"),
    sort: "name",
    width: "minmax(196px, 2fr)",
    cell: ({ contact }) => <Name contact={contact} />,
  }),
  title: () => ({
    key: "title",
    label: label("title"),
    sort: null,
    width: "minmax(120px, 1.4fr)",
    cell: ({ contact }) => text(contact.title),
  }),
  company: () => ({
    key: "company",
    label: label("companyId"),
    sort: "company",
    width: "minmax(110px, 1.4fr)",
    cell: ({ company }) => text(company?.name),
  }),
  lifecycle: () => ({
    key: "lifecycle",
    label: label("lifecycle"),
    sort: "lifecycle",
    width: "minmax(136px, 150px)",
    cell: ({ contact }) => <LifecycleName lifecycle={contact.lifecycle} />,
  }),
  owner: () => ({
    key: "owner",
    label: label("ownerId"),
    sort: "owner",
    width: "minmax(96px, 1fr)",
    cell: ({ owner }) => text(owner?.name),
  }),
  lastContactAt: () => ({
    key: "lastContactAt",
    label: label("lastContactAt"),
    sort: "lastContactAt",
    width: "minmax(104px, 130px)",
    cell: ({ contact }) => when(contact.lastContactAt),
  }),
  source: () => ({
    key: "source",
    label: label("source"),
    sort: null,
    width: "minmax(110px, 1fr)",
    cell: ({ contact }) => text(contact.source && choiceLabel("contact", "source", contact.source)),
  }),
  emails: () => ({
    key: "emails",
    label: label("emails"),
    sort: null,
    width: "minmax(180px, 1.6fr)",
    cell: ({ contact }) => text(contact.emails.join(", ")),
  }),
  phones: () => ({
    key: "phones",
    label: label("phones"),
    sort: null,
    width: "minmax(130px, 1fr)",
    cell: ({ contact }) => (contact.phones[0] ? <bdi dir="ltr">{contact.phones.join(", ")}</bdi> : null),
  }),
  createdAt: () => ({
    key: "createdAt",
    label: t("dashboard.added"),
    sort: "createdAt",
    width: "minmax(110px, 130px)",
    cell: ({ contact }) => when(contact.createdAt),
  }),
};
