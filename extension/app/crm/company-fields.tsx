// A company's fields, each edited in place.
import type { CompanyView } from "../../views.ts";
import { mutate, mutations } from "../ask.ts";
import { Field } from "../records/field.tsx";
import "./fields.css";

const shownFields = ["name", "domain", "website", "phones", "address", "ownerId"] as const;

export function CompanyFields({ view }: { view: CompanyView }) {
  const { company, owner, members } = view;
  const active = members.filter((member) => !member.disabled).map(({ id, name }) => ({ id, name }));
  return (
    <div class="fields">
      {shownFields.map((name) => (
        <Field
          key={name}
          entity="company"
          name={name}
          record={company}
          shown={name === "ownerId" ? (owner?.name ?? null) : null}
          {...(name === "ownerId" ? { options: active } : {})}
          onChange={(changes) => mutate(mutations.company.update, { id: company.id, changes })}
        />
      ))}
    </div>
  );
}
