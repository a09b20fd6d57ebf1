// "This mail": logs what is on screen to the timelines of everyone known in it, and says who will see it.
import type { ComponentChildren } from "preact";
import type { Member } from "#shared/crm/member.ts";
import type { ThreadContext } from "#shared/mail.ts";
import type { ThreadMessage } from "../../views.ts";
import { ask, mutations } from "../ask.ts";
import { useAnswer } from "../live.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { formatAgo, formatList, t } from "../words.ts";
import { act, findMe, keep } from "./act.ts";
import { type LoggableMessage, openMessage } from "./logging.ts";
import "./message-log.css";

type Logged = NonNullable<ThreadMessage["logged"]>;

export const logMessage = ({ threadKey }: ThreadContext, { key, contactIds }: LoggableMessage) =>
  keep(() => ask("message.log", { key, contactIds, seen: { threadKey, participant: null } }), t("log.logged"));

export const unlogMessage = (activityId: string) =>
  act(mutations.activity.unlog, { id: activityId }, { said: t("log.unlogged") });

/** "Lena and 2 others will see it". */
export function whoSees(members: readonly Member[], myId: string | undefined): string {
  const others = members.filter((member) => member.id !== myId && !member.disabled);
  const [first, second] = others;
  if (!first) return t("log.seenByYou");
  if (others.length <= 2) return t("log.seenBy", [formatList(second ? [first.name, second.name] : [first.name])]);
  return t("log.seenByMore", others.length - 1, [first.name, String(others.length - 1)]);
}

interface MessageLogProps {
  context: ThreadContext;
  messages: readonly LoggableMessage[];
  /** Acts beside it. */
  children?: ComponentChildren;
}

export function MessageLog({ context, messages, children }: MessageLogProps) {
  const { value: members } = useAnswer("members.list", {}, ["member"]);
  const open = openMessage(messages);
  if (!open || (open.contactIds.length === 0 && !open.state?.logged)) return <div class="acts">{children}</div>;
  const others = messages.filter((message) => message !== open);
  const logged = others.filter((message) => message.state?.logged).length;
  return (
    <div class="message-log">
      <div class="acts">
        {open.state?.logged ? (
          <span class="message-is-logged">
            <Icon name="check" />
            {t("log.isLogged")}
          </span>
        ) : (
          <Button look="primary" icon="bookmark" onPress={() => void logMessage(context, open)}>
            {t("log.button")}
          </Button>
        )}
        {children}
      </div>
      {open.state?.logged ? (
        <LoggedLine message={open} />
      ) : (
        <p class="message-seen soft small">{members && whoSees(members, findMe()?.memberId)}</p>
      )}
      {others.length > 0 && (
        <details class="message-log-others">
          <summary class="disclosure small soft">
            <Icon name="forward" size={14} flips />
            {t("log.others", others.length, [String(others.length), String(logged)])}
          </summary>
          <ul>
            {others.toReversed().map((message) => (
              <li key={message.shown.key} class="message-log-row">
                <span class="line small">
                  <bdi>{message.shown.from.name || message.shown.from.address}</bdi>
                  {message.shown.sentAt && <span class="soft"> · {formatAgo(message.shown.sentAt)}</span>}
                </span>
                {message.state?.logged ? (
                  <LoggedLine message={message} brief />
                ) : (
                  message.contactIds.length > 0 && (
                    <Button look="quiet" onPress={() => void logMessage(context, message)}>
                      {t("log.this")}
                    </Button>
                  )
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function loggedWords({ by, at }: Logged): string {
  if (!by) return t("log.foundBySync");
  const when = formatAgo(at);
  return by.id === findMe()?.memberId ? t("log.loggedByYou", [when]) : t("log.loggedBy", [by.name, when]);
}

function LoggedLine({ message, brief = false }: { message: LoggableMessage; brief?: boolean }) {
  const logged = message.state?.logged;
  if (!logged) return null;
  return (
    <span class="message-logged">
      <span class="line small">{brief ? t("log.isLogged") : loggedWords(logged)}</span>
      <Button look="link" onPress={() => void unlogMessage(logged.activityId)}>
        {t("log.unlog")}
      </Button>
    </span>
  );
}
