// Why nothing can be sent or planned yet, and where to change that.
import type { ComponentChildren } from "preact";
import type { AppError } from "#shared/errors.ts";
import { ask } from "../ask.ts";
import { live } from "../live.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { problemWords, t } from "../words.ts";
import { tellProblem } from "./act.ts";
import type { Usable } from "./use-mailbox.ts";

interface NoMailboxProps {
  usable: Exclude<Usable, { state: "some" }>;
  title: string;
  how: string;
}

export function NoMailbox({ usable, title, how }: NoMailboxProps) {
  if (usable.state === "asking") return <SkeletonRows rows={4} />;
  if (usable.state === "failed") return <NotNow error={usable.error} />;
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

interface NotNowProps {
  error: AppError;
  about?: ComponentChildren;
  acts?: ComponentChildren;
}

/** Nothing came of it for now: our server cannot be reached, or whom it asked does not answer. */
export function NotNow({ error, about, acts }: NotNowProps) {
  const state = live.status.value?.state;
  const title = state === "offline" || state === "unreachable" ? t("acting.offline") : problemWords(error);
  return (
    <Notice icon="offline" tone="soon" title={title} acts={acts}>
      {about}
      {t("acting.kept")}
    </Notice>
  );
}
