// A mail of a colleague's mailbox that is shared in part: who and when, perhaps the subject, and how to see more.
import type { Activity } from "#shared/crm/activity.ts";
import type { Member } from "#shared/crm/member.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { formatList, t } from "../words.ts";

interface LockedEntryProps {
  record: Pick<Activity, "sharing" | "participants">;
  /** In whose mailboxes it lies: any of them can show it. */
  owners: readonly Member[];
  /** Asks all of them; without it nothing can be asked for here. */
  onAsk?: (() => void) | undefined;
  /** They have been asked, and have not answered yet. */
  isAsked?: boolean;
}

const nameOf = ({ name, address }: Activity["participants"][number]) => name || address || "";

export function LockedEntry({ record, owners, onAsk, isAsked = false }: LockedEntryProps) {
  const { participants, sharing } = record;
  const from = participants.filter(({ role }) => role === "from").map(nameOf);
  const to = participants.filter(({ role }) => role !== "from").map(nameOf);
  const names = formatList(owners.map(({ name }) => name));
  return (
    <div class="locked">
      {from.length > 0 && (
        <p class="small locked-people">
          <bdi>{formatList(from)}</bdi>
          {to.length > 0 && (
            <>
              <Icon name="forward" size={14} flips />
              <bdi>{formatList(to)}</bdi>
            </>
          )}
        </p>
      )}
      <p class="locked-words">
        <Icon name="lock" size={14} />
        <span>{t(sharing === "subject" ? "mailboxes.locked.subject" : "mailboxes.locked.metadata", [names])}</span>
      </p>
      {isAsked ? (
        <p class="soft small">{t("mailboxes.locked.asked", [names])}</p>
      ) : (
        onAsk && (
          <div class="entry-acts">
            <Button onPress={onAsk}>{t("mailboxes.locked.ask", [names])}</Button>
          </div>
        )
      )}
    </div>
  );
}
