// "Everybody sees: the subject": for whose mailbox it is, with the say over this thread or all mail with this person.
import { useState } from "preact/hooks";
import type { Activity } from "#shared/crm/activity.ts";
import type { SharingLevel } from "#shared/crm/sharing.ts";
import type { FoundIn } from "../../views.ts";
import { mutations, newId } from "../ask.ts";
import { useAnswer } from "../live.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { moveFocus } from "../ui/keys.ts";
import { type MenuItem, MenuItems } from "../ui/menu.tsx";
import { Popover } from "../ui/popover.tsx";
import { usePopover } from "../ui/use-popover.ts";
import { t, wordOf } from "../words.ts";
import { act, findMe } from "./act.ts";
import { whoSees } from "./message-log.tsx";
import { OpenedBy } from "./openings.tsx";
import { sharingLevels, sharingOf, threadKeyOf } from "./sharing-words.ts";

type Scope = "thread" | "person";

interface SharingMenuProps {
  record: Activity;
  found: FoundIn;
  /** Whose timeline it is; null on a company's. */
  contactId: string | null;
}

export function SharingMenu({ record, found, contactId }: SharingMenuProps) {
  const { open, anchor, toggle, close, dismissed } = usePopover();
  const { level, soon } = sharingOf(record, found, new Date());
  return (
    <p class="small sharing-line">
      <span ref={anchor} class="menu-anchor">
        <Button look="link" aria-haspopup="dialog" aria-expanded={open.value} onPress={toggle}>
          <Icon name={level === "nothing" ? "lock" : "eye"} size={14} />
          {level === "nothing" ? t("mailboxes.sees.onlyYou") : t("mailboxes.sees.now", [sees(level)])}
          <Icon name="down" size={14} />
        </Button>
        {open.value && (
          <Popover
            anchor={anchor}
            label={t("mailboxes.sees.menu")}
            onClose={dismissed}
            onKeyDown={(event) => moveFocus(event, "[role^=menuitem]")}
          >
            <SharingItems record={record} found={found} contactId={contactId} onChosen={close} />
          </Popover>
        )}
      </span>
      {soon && <span class="soft">{t("mailboxes.sees.soon", [sees(soon)])}</span>}
    </p>
  );
}

const sees = (level: SharingLevel) => wordOf("mailboxes.sees.level", level);

function SharingItems({ record, found, contactId, onChosen }: SharingMenuProps & { onChosen(): void }) {
  const threadKey = threadKeyOf(record);
  const [scope, setScope] = useState<Scope>(threadKey ? "thread" : "person");
  const { value: members } = useAnswer("members.list", {}, ["member"]);
  const rule = scope === "thread" ? found.threadRule : found.personRule;
  const said = t("mailboxes.sees.changed");
  const choose = (level: SharingLevel) => {
    if (scope === "thread" && threadKey)
      void act(mutations.shareRule.setThread, { id: newId(), threadKey, level }, { said });
    else if (contactId) void act(mutations.shareRule.setPerson, { id: newId(), contactId, level }, { said });
  };
  const usual: MenuItem[] = rule
    ? [
        {
          label: t("mailboxes.sees.usual"),
          icon: "undo",
          apart: true,
          onChoose: () => void act(mutations.shareRule.remove, { id: rule.id }, { said }),
        },
      ]
    : [];
  return (
    <>
      {threadKey && contactId && (
        <div class="segments sharing-scope">
          {(["thread", "person"] as const).map((value) => (
            <label key={value} class="segment">
              <input
                type="radio"
                class="only-read"
                name="sharing-scope"
                checked={value === scope}
                onChange={() => setScope(value)}
              />
              <span class="segment-words">{wordOf("mailboxes.sees.scope", value)}</span>
            </label>
          ))}
        </div>
      )}
      <div role="menu" aria-label={t("mailboxes.sees.menu")}>
        <MenuItems
          onChosen={onChosen}
          items={[
            ...sharingLevels.map((level) => ({
              label: wordOf("choices.activity.sharing", level),
              checked: level === (rule?.level ?? record.sharing),
              onChoose: () => choose(level),
            })),
            ...usual,
          ]}
        />
      </div>
      <p class="soft small sharing-who">{members && whoSees(members, findMe()?.memberId)}</p>
      <OpenedBy record={record} />
    </>
  );
}
