// A person: who, where we stand, what next, what was last; then everything else. The same in sidebar and dashboard.
import type { Signal } from "@preact/signals";
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { Activity } from "#shared/crm/activity.ts";
import type { ThreadContext } from "#shared/mail.ts";
import type { Seen } from "../../messages.ts";
import type { PersonView } from "../../views.ts";
import { formatPhone } from "../phone.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { ShowAll } from "../ui/show-all.tsx";
import { choiceLabel, formatAgo, t } from "../words.ts";
import { Acting } from "./acting.tsx";
import { openCall } from "./call-place.ts";
import { ConflictCard } from "./conflicts.tsx";
import { isCallTask } from "./day.ts";
import { LifecycleMenu } from "./lifecycle.tsx";
import { type LoggableMessage, openMessage } from "./logging.ts";
import { MeetingRow } from "./meeting-row.tsx";
import { isOver } from "./meeting-words.ts";
import { MessageLog } from "./message-log.tsx";
import { PersonFields } from "./person-fields.tsx";
import { RemindMe } from "./remind-me.tsx";
import { OpenSends } from "./send-status.tsx";
import { TaskRow } from "./task-row.tsx";
import { Timeline } from "./timeline.tsx";
import "./person-card.css";

interface PersonTopProps {
  person: PersonView;
  /** The mail on screen, where there is one. */
  thread?: { context: ThreadContext; messages: readonly LoggableMessage[] } | null;
  seen?: Seen | null;
  onOpenCompany?: ((id: string) => void) | undefined;
  /** Opened by its key from outside. */
  remindOpen?: Signal<boolean> | undefined;
  /** At the end of the first line. */
  aside?: ComponentChildren;
}

export function PersonTop({ person, thread = null, seen = null, onOpenCompany, remindOpen, aside }: PersonTopProps) {
  const { contact, company, openTasks } = person;
  const open = thread && openMessage(thread.messages);
  const answered = open?.state?.logged?.activityId;
  const replyTo = thread && answered ? { activityId: answered, subject: thread.context.subject } : null;
  const acting = <Acting contact={contact} replyTo={replyTo} />;
  const canLog = Boolean(open && !open.state?.logged && open.contactIds.length > 0);
  return (
    <div class="person-top">
      <div class="person-head">
        <Avatar name={contact.name} seed={contact.emails[0] ?? contact.name} size={40} />
        <div class="person-who">
          <div class="person-line">
            <h2 class="person-name">
              <bdi>{contact.name}</bdi>
            </h2>
            <LifecycleMenu contact={contact} />
            {aside}
          </div>
          <p class="soft">
            {contact.title && <bdi>{contact.title}</bdi>}
            {contact.title && company && " · "}
            {company &&
              (onOpenCompany ? (
                <Button look="link" class="person-company" onPress={() => onOpenCompany(company.id)}>
                  {company.name}
                </Button>
              ) : (
                <bdi>{company.name}</bdi>
              ))}
          </p>
        </div>
      </div>
      <Reach person={person} />
      <div class="facts">
        <Next person={person} />
        <Last person={person} />
      </div>
      <Acts thread={thread}>
        <RemindMe
          look={!canLog && openTasks.length === 0 ? "primary" : "secondary"}
          seen={seen}
          {...(remindOpen ? { open: remindOpen } : {})}
          about={{
            name: contact.name,
            contactId: contact.id,
            companyId: contact.companyId,
            link: thread?.context.link ?? null,
            threadKey: thread?.context.threadKey ?? null,
          }}
        />
        {!thread && acting}
      </Acts>
      {thread && <div class="acts">{acting}</div>}
      <OpenSends contactId={contact.id} />
    </div>
  );
}

const Acts = ({ thread, children }: { thread: PersonTopProps["thread"]; children: ComponentChildren }) =>
  thread ? <MessageLog {...thread}>{children}</MessageLog> : <div class="acts">{children}</div>;

/** Addresses and numbers, each a link that writes or calls. */
function Reach({ person }: { person: PersonView }) {
  const { emails, phones } = person.contact;
  const [email] = emails;
  const [phone] = phones;
  if (!email && !phone) return null;
  return (
    <ul class="reach">
      {email && (
        <li>
          <a href={`mailto:${email}`} target="_blank" rel="noopener noreferrer" aria-label={t("person.write", [email])}>
            <Icon name="mail" size={14} />
            <bdi>{email}</bdi>
          </a>
          {emails.length > 1 && <span class="soft small">{t("person.moreAddresses", emails.length - 1)}</span>}
        </li>
      )}
      {phone && (
        <li>
          <a
            href={`tel:${phone.replace(/[^\d+]/g, "")}`}
            target="_blank"
            rel="noopener noreferrer"
            aria-label={t("person.call", [formatPhone(phone)])}
          >
            <Icon name="phone" size={14} />
            <bdi dir="ltr">{formatPhone(phone)}</bdi>
          </a>
        </li>
      )}
    </ul>
  );
}

function Next({ person }: { person: PersonView }) {
  const all = useSignal(false);
  const { openTasks, nextMeeting } = person;
  const meeting = nextMeeting && !isOver(nextMeeting.meeting) ? nextMeeting : null;
  const shown = all.value ? openTasks : openTasks.slice(0, 1);
  return (
    <section class="fact" aria-label={t("person.next")}>
      <h3 class="fact-label">{t("person.next")}</h3>
      <div class="fact-body">
        {meeting && <MeetingRow view={meeting} withTitle />}
        {openTasks.length === 0 && !meeting && <p class="fact-plain faint">{t("person.nothingNext")}</p>}
        {shown.map((view) => (
          <TaskRow
            key={view.task.id}
            view={view}
            onOpen={isCallTask(view) ? () => openCall(view.task.id) : undefined}
          />
        ))}
        {openTasks.length > 1 && <ShowAll all={all} more={t("person.moreTasks", openTasks.length - 1)} />}
      </div>
    </section>
  );
}

function lastWords({ kind, direction, subject, outcome }: Activity): string {
  const sort =
    kind === "mail" && direction
      ? choiceLabel("activity", "direction", direction)
      : choiceLabel("activity", "kind", kind);
  const what = outcome ? `${sort} · ${choiceLabel("activity", "outcome", outcome)}` : sort;
  return subject ? `${what}: ${subject}` : what;
}

function Last({ person }: { person: PersonView }) {
  const { lastActivity, lastActivityBy } = person;
  return (
    <section class="fact" aria-label={t("person.last")}>
      <h3 class="fact-label">{t("person.last")}</h3>
      <div class="fact-body">
        {lastActivity ? (
          <p class="fact-plain">
            <bdi class="line" title={lastActivity.subject}>
              {lastWords(lastActivity)}
            </bdi>
            <span class="soft small">
              <time dateTime={lastActivity.at}>{formatAgo(lastActivity.at)}</time>
              {lastActivityBy && (
                <>
                  {" · "}
                  <bdi>{lastActivityBy.name}</bdi>
                </>
              )}
            </span>
          </p>
        ) : (
          <p class="fact-plain faint">{t("person.nothingLast")}</p>
        )}
      </div>
    </section>
  );
}

interface PersonRestProps {
  person: PersonView;
  /** Just saved: the fields are shown, with where they came from. */
  isNew?: boolean;
  /** Whether the fields are shown; opened by its key from outside. */
  details?: Signal<boolean>;
}

export function PersonRest({ person, isNew = false, details }: PersonRestProps) {
  const own = useSignal(isNew);
  const open = details ?? own;
  const { contact, conflicts } = person;
  return (
    <>
      {conflicts.map((view) => (
        <ConflictCard key={view.conflict.id} view={view} />
      ))}
      <details
        class="person-details"
        open={open.value}
        onToggle={(event) => {
          open.value = event.currentTarget.open;
        }}
      >
        <summary class="disclosure">
          <Icon name="forward" size={14} flips />
          <h3>{t("person.details")}</h3>
        </summary>
        {isNew && <p class="person-new soft small">{t("lead.filled")}</p>}
        {open.value && <PersonFields person={person} />}
      </details>
      <Timeline contactId={contact.id} companyId={null} />
    </>
  );
}

/** All of a person, for a place of its own. */
export function PersonCard({ person, onOpenCompany }: Pick<PersonTopProps, "person" | "onOpenCompany">) {
  return (
    <div class="person-card">
      <PersonTop person={person} onOpenCompany={onOpenCompany} />
      <PersonRest person={person} />
    </div>
  );
}
