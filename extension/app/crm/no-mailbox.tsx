// Why nothing can be sent or planned yet, and where to change that.
import { ask } from "../ask.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { t } from "../words.ts";
import { tellProblem } from "./act.ts";
import type { Usable } from "./use-mailbox.ts";

interface NoMailboxProps {
  usable: Exclude<Usable, { state: "some" }>;
  title: string;
  how: string;
}

export function NoMailbox({ usable, title, how }: NoMailboxProps) {
  if (usable.state === "asking") return <SkeletonRows rows={4} />;
  if (usable.state === "offline") return <Offline />;
  return (
    <Notice
      icon="mail"
      title={title}
      acts={
        <Button
          look="primary"
          onPress={() => void ask("dashboard.open", { path: "#/settings/mailboxes" }).catch(tellProblem)}
        >
          {t("acting.connect")}
        </Button>
      }
    >
      {how}
    </Notice>
  );
}

export const Offline = () => <Notice icon="offline" tone="soon" title={t("acting.offline")} />;
