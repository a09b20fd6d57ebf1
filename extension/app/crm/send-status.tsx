// What became of a mail that was sent from here.
import { AppError } from "#shared/errors.ts";
import type { Outgoing } from "../../views.ts";
import { ask } from "../ask.ts";
import { useAnswer } from "../live.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { problemWords, t } from "../words.ts";
import { tellProblem } from "./act.ts";
import { NotNow } from "./no-mailbox.tsx";

/** The server's refusal, as it would be told where it happened. */
const problemOf = ({ problem }: Outgoing) =>
  new AppError(problem?.code ?? "unavailable", problem?.message ?? t("errors.unavailable"));

/** Of one mail; `onAgain` is what "Try again" does where it was written. */
export function SendStatus({ outgoing, onAgain }: { outgoing: Outgoing; onAgain?: () => void }) {
  const { id, request, state, error } = outgoing;
  const askAgain = () => void ask("send.again", { id }).catch(tellProblem);
  const again = <Button onPress={onAgain ?? askAgain}>{t("acting.again")}</Button>;
  const putAway = () => void ask("send.putAway", { id }).catch(tellProblem);
  const close = !onAgain && (
    <Button look="quiet" onPress={putAway}>
      {t("common.close")}
    </Button>
  );
  /** Where it was written it is on screen. */
  const which = !onAgain && (
    <p class="line">
      <bdi>{request.subject}</bdi>
    </p>
  );
  switch (state) {
    case "asking":
    case "sending":
      return (
        <Notice icon="send" title={t("acting.sending")}>
          {which}
        </Notice>
      );
    case "waiting":
      return (
        <Notice icon="send" title={t("acting.waiting")}>
          {which}
        </Notice>
      );
    case "sent":
      return (
        <Notice icon="check" title={t("acting.sent", [request.to.map((one) => one.name || one.address).join(", ")])} />
      );
    case "unknown":
      return (
        <Notice
          icon="warning"
          tone="soon"
          title={t("acting.unknown")}
          acts={error === null ? <Button onPress={askAgain}>{t("acting.askAgain")}</Button> : close}
        >
          {which}
          {t(error === null ? "acting.unknownMore" : "acting.unknownForGood")}
        </Notice>
      );
    case "offline":
      return (
        <NotNow
          error={problemOf(outgoing)}
          about={which}
          acts={
            <>
              {again}
              {close}
            </>
          }
        />
      );
    case "refused":
      return (
        <Notice
          icon="warning"
          tone="late"
          title={t("acting.refused")}
          acts={
            <>
              {again}
              {close}
            </>
          }
        >
          {which}
          {t("acting.refusedMore", [error ?? problemWords(problemOf(outgoing))])}
        </Notice>
      );
  }
}

/** Those to one person whose end is not known yet, or was a bad one; what is sent has been said. */
export function OpenSends({ contactId }: { contactId: string }) {
  const { value } = useAnswer("send.list", { contactId }, ["send"]);
  const open = value?.filter(({ isOnCard, state }) => isOnCard && state !== "sent") ?? [];
  if (open.length === 0) return null;
  return (
    <div class="open-sends">
      {open.toReversed().map((outgoing) => (
        <SendStatus key={outgoing.id} outgoing={outgoing} />
      ))}
    </div>
  );
}
