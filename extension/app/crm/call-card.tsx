// The card before a call or meeting: when and where, who, what was last, what is open; and how it went after it.
import type { CallView, PersonSummary } from "../../views.ts";
import { ask } from "../ask.ts";
import { formatPhone } from "../phone.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Button, IconButton } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { formatAgo, formatInstant, formatList, t } from "../words.ts";
import { tellProblem } from "./act.ts";
import { activityIcon, activityWords } from "./activity-words.ts";
import { JoinLink } from "./join-link.tsx";
import { LifecycleName } from "./lifecycle.tsx";
import { awayWords, hasBegun, isOver, spanWords } from "./meeting-words.ts";
import { OutcomeForm } from "./outcome.tsx";
import { whoWords } from "./outcome-acts.ts";
import { TaskRow } from "./task-row.tsx";
import { Dotted } from "./who.tsx";
import "./call-card.css";

interface CallCardProps {
  call: CallView;
  onOpenPerson: (id: string) => void;
}

export function CallCard({ call, onOpenPerson }: CallCardProps) {
  const { people, strangers, text } = call;
  return (
    <article class="call-card" aria-label={`${t("meetings.title")}: ${whoWords(call)}`}>
      <Head call={call} />
      <section aria-label={t("meetings.with")} class="call-people">
        {people.map((person) => (
          <PersonLine
            key={person.contact.id}
            person={person}
            // The first number of somebody alone stands on top already.
            phones={people.length === 1 ? person.contact.phones.slice(1) : person.contact.phones}
            onOpen={() => onOpenPerson(person.contact.id)}
          />
        ))}
        {people.length === 0 && <p class="soft">{t("meetings.nobodyKnown")}</p>}
        {strangers.length > 0 && (
          <p class="small soft call-strangers">
            {t("meetings.strangers")}:{" "}
            <bdi>{formatList(strangers.map(({ name, address }) => name || address || "?"))}</bdi>
          </p>
        )}
      </section>
      <Recent call={call} />
      <section aria-label={t("meetings.open")}>
        <h3>{t("meetings.open")}</h3>
        {call.tasks.length === 0 && <p class="faint">{t("meetings.nothingOpen")}</p>}
        {call.tasks.map((view) => (
          <TaskRow key={view.task.id} view={view} withWho={people.length > 1} />
        ))}
      </section>
      <Notes call={call} />
      {text && (
        <details>
          <summary class="disclosure">
            <Icon name="forward" size={14} flips />
            <h3>{t("meetings.about")}</h3>
          </summary>
          <p class="call-text" dir="auto">
            {text}
          </p>
        </details>
      )}
      <OutcomeForm key={call.id} call={call} isOpen={isOver(call)} />
    </article>
  );
}

function Head({ call }: { call: CallView }) {
  const { kind, title, location, joinUrl, link, isLocked } = call;
  const phone = onlyPerson(call)?.phones[0];
  return (
    <header class="call-head">
      <p class={hasBegun(call) ? "call-away call-now" : "call-away"}>
        <Icon name={kind === "call" ? "phone" : "meeting"} />
        <span>{awayWords(call)}</span>
      </p>
      <h2 class="call-title">
        <bdi>{title || t("meetings.untitled")}</bdi>
      </h2>
      <p class="soft call-when">
        <time dateTime={call.startsAt}>{spanWords(call)}</time>
        {link && (
          <IconButton
            icon="link"
            label={kind === "call" ? t("timeline.openThread") : t("meetings.openEvent")}
            onPress={() => void ask("webmail.open", { link }).catch(tellProblem)}
          />
        )}
      </p>
      {location && (
        <p class="soft call-place">
          <Icon name="pin" size={14} />
          <bdi>{location}</bdi>
        </p>
      )}
      {isLocked && (
        <p class="soft call-place">
          <Icon name="lock" size={14} />
          {t("meetings.locked")}
        </p>
      )}
      {(joinUrl || phone) && (
        <div class="acts">
          {joinUrl && <JoinLink url={joinUrl} primary />}
          {phone && <PhoneButton phone={phone} primary={!joinUrl} />}
        </div>
      )}
    </header>
  );
}

/** Alone with somebody, the number to call stands on top; with several it stands with each. */
const onlyPerson = ({ people }: CallView) => (people.length === 1 ? people[0]?.contact : undefined);

const dialable = (phone: string) => `tel:${phone.replace(/[^\d+]/g, "")}`;

function PhoneButton({ phone, primary }: { phone: string; primary: boolean }) {
  return (
    <a
      class={`button ${primary ? "button-primary" : "button-secondary"}`}
      href={dialable(phone)}
      target="_blank"
      rel="noopener noreferrer"
      aria-label={t("person.call", [formatPhone(phone)])}
    >
      <Icon name="phone" />
      <bdi dir="ltr">{formatPhone(phone)}</bdi>
    </a>
  );
}

interface PersonLineProps {
  person: PersonSummary;
  phones: readonly string[];
  onOpen: () => void;
}

function PersonLine({ person, phones, onOpen }: PersonLineProps) {
  const { contact, company } = person;
  return (
    <div class="call-person">
      <Avatar name={contact.name} seed={contact.emails[0] ?? contact.name} size={32} />
      <div class="call-person-words">
        <span class="call-person-line">
          <Button look="link" class="call-person-name" onPress={onOpen}>
            <bdi class="line">{contact.name}</bdi>
          </Button>
          <span class="small soft">
            <LifecycleName lifecycle={contact.lifecycle} />
          </span>
        </span>
        <span class="line small soft">
          <Dotted parts={[contact.title, company?.name]} />
        </span>
        {phones.length > 0 && (
          <span class="call-phones small">
            {phones.map((phone) => (
              <a
                key={phone}
                href={dialable(phone)}
                target="_blank"
                rel="noopener noreferrer"
                aria-label={t("person.call", [formatPhone(phone)])}
              >
                <Icon name="phone" size={12} />
                <bdi dir="ltr">{formatPhone(phone)}</bdi>
              </a>
            ))}
          </span>
        )}
      </div>
    </div>
  );
}

function Recent({ call: { recent } }: { call: CallView }) {
  return (
    <section aria-label={t("meetings.last")}>
      <h3>{t("meetings.last")}</h3>
      {recent.length === 0 && <p class="faint">{t("meetings.nothingLast")}</p>}
      <ul class="call-recent">
        {recent.map(({ activity, by }) => (
          <li key={activity.id}>
            <Icon name={activityIcon(activity)} size={14} />
            <span class="call-recent-words">
              <span class="call-recent-line">
                <bdi class="line">{activityWords(activity)}</bdi>
                <time class="small faint numbers" dateTime={activity.at} title={formatInstant(activity.at)}>
                  {formatAgo(activity.at)}
                </time>
              </span>
              {(activity.text || by) && (
                <span class="small soft call-said" dir="auto">
                  {by && activity.kind !== "mail" && (
                    <>
                      <bdi>{by.name}</bdi>
                      {activity.text && ": "}
                    </>
                  )}
                  <bdi>{activity.text.slice(0, 400)}</bdi>
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Notes({ call: { notes } }: { call: CallView }) {
  if (notes.length === 0) return null;
  return (
    <section aria-label={t("meetings.notes")}>
      <h3>{t("meetings.notes")}</h3>
      <ul class="call-notes">
        {notes.map(({ note, by }) => (
          <li key={note.id}>
            <p class="call-text call-note" dir="auto">
              {note.text}
            </p>
            <p class="small faint">
              <Dotted parts={[formatAgo(note.createdAt), by?.name]} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
