// What became of a mail that was sent from here.
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { t } from "../words.ts";
import { forgetOutgoing, type Outgoing, openSendsTo, send, sendAnew } from "./sending.ts";

/** Of one mail; `onAgain` is what "Try again" does where it was not sent. */
export function SendStatus({ outgoing, onAgain }: { outgoing: Outgoing; onAgain?: () => void }) {
  const { request, contactId, drafts, state, error } = outgoing;
  const to = request.to.map(({ name, address }) => name || address).join(", ");
  const ask = () => void send(request, { contactId, drafts });
  const again = <Button onPress={onAgain ?? (() => sendAnew(outgoing))}>{t("acting.again")}</Button>;
  switch (state) {
    case "asking":
    case "sending":
      return <Notice icon="send" title={t("acting.sending")} />;
    case "waiting":
      return <Notice icon="send" title={t("acting.waiting")} />;
    case "sent":
      return <Notice icon="check" title={t("acting.sent", [to])} />;
    case "unknown":
      return (
        <Notice
          icon="warning"
          tone="soon"
          title={t("acting.unknown")}
          acts={<Button onPress={ask}>{t("acting.askAgain")}</Button>}
        >
          {t("acting.unknownMore")}
        </Notice>
      );
    case "offline":
      return <Notice icon="offline" tone="soon" title={t("acting.offline")} acts={again} />;
    case "refused":
      return (
        <Notice
          icon="warning"
          tone="late"
          title={t("acting.refused")}
          acts={
            <>
              {again}
              {!onAgain && (
                <Button look="quiet" onPress={() => forgetOutgoing(request.id)}>
                  {t("common.close")}
                </Button>
              )}
            </>
          }
        >
          {t("acting.refusedMore", [error ?? ""])}
        </Notice>
      );
  }
}

/** Those to one person whose end is not known yet, or was a bad one; what is sent has been said. */
export function OpenSends({ contactId }: { contactId: string }) {
  const open = openSendsTo(contactId);
  if (open.length === 0) return null;
  return (
    <div class="open-sends">
      {open.map((outgoing) => (
        <SendStatus key={outgoing.request.id} outgoing={outgoing} />
      ))}
    </div>
  );
}
