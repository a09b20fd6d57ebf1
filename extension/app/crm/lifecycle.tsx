// Where we stand with somebody, by shape and word as well as colour: the circle fills as the person comes nearer.
import type { Contact, Lifecycle } from "#shared/crm/contact.ts";
import { mutations } from "../ask.ts";
import { getField } from "../records/fields.ts";
import { Menu } from "../ui/menu.tsx";
import { choiceLabel, fieldLabel, t } from "../words.ts";
import { act } from "./act.ts";
import "./lifecycle.css";

const filled: Record<Lifecycle, number> = { suspect: 0, lead: 0, prospect: 0.5, customer: 1, former: 0 };

export function LifecycleMark({ lifecycle }: { lifecycle: Lifecycle }) {
  const part = filled[lifecycle];
  return (
    <svg class={`lifecycle-mark lifecycle-${lifecycle}`} width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      <circle cx="6" cy="6" r="5" class="lifecycle-ring" />
      {part === 0.5 && <path d="M6 3a3 3 0 0 1 0 6z" class="lifecycle-fill" />}
      {part === 1 && <circle cx="6" cy="6" r="3.25" class="lifecycle-fill" />}
      {lifecycle === "former" && <path d="M3 9 9 3" class="lifecycle-ring" />}
    </svg>
  );
}

export function LifecycleName({ lifecycle }: { lifecycle: Lifecycle }) {
  return (
    <span class="lifecycle">
      <LifecycleMark lifecycle={lifecycle} />
      {choiceLabel("contact", "lifecycle", lifecycle)}
    </span>
  );
}

/** Shows it, and changes it in place. */
export function LifecycleMenu({ contact }: { contact: Contact }) {
  const { id, lifecycle } = contact;
  const options = (getField("contact", "lifecycle").options ?? []) as readonly Lifecycle[];
  const choose = (to: Lifecycle) =>
    act(
      mutations.contact.update,
      { id, changes: { lifecycle: { from: lifecycle, to } } },
      { said: t("person.lifecycleChanged", [contact.name, choiceLabel("contact", "lifecycle", to)]) },
    );
  return (
    <Menu
      class="lifecycle-menu"
      look="secondary"
      label={fieldLabel("contact", "lifecycle")}
      items={options.map((option) => ({
        label: choiceLabel("contact", "lifecycle", option),
        checked: option === lifecycle,
        onChoose: () => {
          if (option !== lifecycle) void choose(option);
        },
      }))}
    >
      <span class="only-read">{fieldLabel("contact", "lifecycle")}</span>
      <LifecycleName lifecycle={lifecycle} />
    </Menu>
  );
}
