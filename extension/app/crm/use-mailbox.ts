// My mailboxes that may do something: send, or look into the calendar.
import type { AppError } from "#shared/errors.ts";
import type { MailboxFeature, MailboxView } from "#shared/mailbox.ts";
import { useAnswer } from "../live.ts";
import { findMe } from "./act.ts";

export type Usable =
  | { state: "asking" }
  | { state: "failed"; error: AppError }
  | { state: "none" }
  | { state: "some"; mailboxes: readonly [MailboxView, ...MailboxView[]] };

export function useMailbox(feature: MailboxFeature): Usable {
  const { value, error } = useAnswer("mailboxes.list", {}, ["mailbox"]);
  if (error) return { state: "failed", error };
  if (!value) return { state: "asking" };
  const me = findMe()?.memberId;
  const [first, ...others] = value.filter(
    ({ memberId, features, state }) => memberId === me && features.includes(feature) && state !== "reconnect",
  );
  return first ? { state: "some", mailboxes: [first, ...others] } : { state: "none" };
}
