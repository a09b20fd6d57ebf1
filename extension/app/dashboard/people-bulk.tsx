// What can be done with the people that are picked. Nothing asks first: everything can be taken back.
import { useState } from "preact/hooks";
import type { Lifecycle } from "#shared/crm/contact.ts";
import { mutations } from "../ask.ts";
import { findMe } from "../crm/act.ts";
import { useAnswer } from "../live.ts";
import { getField } from "../records/fields.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Menu } from "../ui/menu.tsx";
import { choiceLabel, fieldLabel, formatNumber, t } from "../words.ts";
import { actAll } from "./act-all.ts";
import { inPortions } from "./picking.ts";

/** More than this go one by one through the outbox; a person who takes away that many means to be asked. */
const ASKED_FROM = 50;

export function PeopleBulk({ ids, clear }: { ids: ReadonlySet<string>; clear: () => void }) {
  const [isAsked, setAsked] = useState(false);
  const members = useAnswer("members.list", {}, ["member"]).value ?? [];
  const me = findMe();
  const count = t("dashboard.peopleCount", ids.size, [formatNumber(ids.size)]);

  const setLifecycle = (lifecycle: Lifecycle) =>
    actAll(
      mutations.contact.setLifecycle,
      inPortions(ids).map((portion) => ({ ids: portion, lifecycle })),
      t("dashboard.didLifecycle", [count, choiceLabel("contact", "lifecycle", lifecycle)]),
    );
  const setOwner = (ownerId: string | null, name: string) =>
    actAll(
      mutations.contact.setOwner,
      inPortions(ids).map((portion) => ({ ids: portion, ownerId })),
      t("dashboard.didOwner", [count, name]),
    );
  const remove = async () => {
    setAsked(false);
    const all = [...ids].map((id) => ({ id }));
    clear();
    await actAll(mutations.contact.remove, all, t("dashboard.didRemove", [count]));
  };

  const options = (getField("contact", "lifecycle").options ?? []) as readonly Lifecycle[];
  return (
    <>
      <Menu
        look="secondary"
        label={fieldLabel("contact", "lifecycle")}
        items={options.map((option) => ({
          label: choiceLabel("contact", "lifecycle", option),
          onChoose: () => void setLifecycle(option),
        }))}
      />
      <Menu
        look="secondary"
        label={fieldLabel("contact", "ownerId")}
        items={[
          ...members
            .filter((member) => !member.disabled)
            .map((member) => ({
              label: member.id === me?.memberId ? t("dashboard.filter.me") : member.name,
              onChoose: () => void setOwner(member.id, member.name),
            })),
          { label: t("dashboard.nobody"), apart: true, onChoose: () => void setOwner(null, t("dashboard.nobody")) },
        ]}
      />
      <Button look="danger" icon="remove" onPress={() => (ids.size > ASKED_FROM ? setAsked(true) : void remove())}>
        {t("common.remove")}
      </Button>
      {isAsked && (
        <Dialog
          title={t("dashboard.removeMany", [count])}
          closeLabel={t("common.close")}
          onClose={() => setAsked(false)}
          foot={
            <>
              <Button onPress={() => setAsked(false)}>{t("dashboard.keepThem")}</Button>
              <Button look="danger" onPress={() => void remove()}>
                {t("common.remove")}
              </Button>
            </>
          }
        >
          {t("dashboard.removeManyMore")}
        </Dialog>
      )}
    </>
  );
}
