// A person's fields, each edited in place.
import type { Contact } from "#shared/crm/contact.ts";
import type { PersonView } from "../../views.ts";
import { ask, mutate, mutations } from "../ask.ts";
import { Field } from "../records/field.tsx";
import "./fields.css";

type ContactField = Exclude<keyof Contact & string, "id" | "createdAt" | "updatedAt" | "createdBy" | "updatedBy">;

/** In the order they are filled in. Lifecycle has its own place at the head of the card. */
const shownFields = [
  "name",
  "title",
  "companyId",
  "emails",
  "phones",
  "address",
  "source",
  "ownerId",
] as const satisfies readonly ContactField[];

async function findCompanies(text: string) {
  const { companies } = await ask("search.find", { text, limit: 8 });
  return companies.map(({ id, name, domain }) => ({ id, name, detail: domain }));
}

export function PersonFields({ person }: { person: PersonView }) {
  const { contact, company, owner, members } = person;
  const shownOf: Partial<Record<ContactField, string | null>> = {
    companyId: company?.name ?? null,
    ownerId: owner?.name ?? null,
  };
  const active = members.filter((member) => !member.disabled).map(({ id, name }) => ({ id, name }));
  return (
    <div class="fields">
      {shownFields.map((name) => (
        <Field
          key={name}
          entity="contact"
          name={name}
          record={contact}
          shown={shownOf[name] ?? null}
          {...(name === "companyId" ? { options: findCompanies } : {})}
          {...(name === "ownerId" ? { options: active } : {})}
          onChange={(changes) => mutate(mutations.contact.update, { id: contact.id, changes })}
        />
      ))}
    </div>
  );
}
