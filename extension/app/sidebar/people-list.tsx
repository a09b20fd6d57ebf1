// "People in this thread": who it opens with in full, the others in a line each, colleagues and nobodies set apart.
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { Seen } from "../../messages.ts";
import type { ThreadPerson } from "../../views.ts";
import { saveLead } from "../crm/lead.ts";
import { LifecycleName } from "../crm/lifecycle.tsx";
import { personKey } from "../crm/logging.ts";
import { Who } from "../crm/who.tsx";
import { Button, pressed } from "../ui/button.tsx";
import { formatAgo, t } from "../words.ts";

/** More than these are one press away. */
const OTHERS_AT_ONCE = 4;
const APART_AT_ONCE = 2;

interface PeopleListProps {
  people: readonly ThreadPerson[];
  focus: ThreadPerson | null;
  /** The rep's own address in this webmail. */
  account: string | null;
  children?: ComponentChildren;
  seenFor: (person: ThreadPerson) => Seen;
  onFocus: (person: ThreadPerson) => void;
}

const isApart = ({ standing }: ThreadPerson) => standing === "colleague" || standing === "nobody";
const keyOf = (person: ThreadPerson) => personKey(person.participant);

export function PeopleList({ people, focus, account, children, seenFor, onFocus }: PeopleListProps) {
  const all = useSignal(false);
  const others = people.filter((person) => person !== focus && !isApart(person));
  const apart = people.filter((person) => person !== focus && isApart(person));
  const shownOthers = all.value || others.length <= OTHERS_AT_ONCE + 1 ? others : others.slice(0, OTHERS_AT_ONCE);
  const shownApart = all.value || apart.length <= APART_AT_ONCE + 1 ? apart : apart.slice(0, APART_AT_ONCE);
  const hidden = others.length - shownOthers.length + apart.length - shownApart.length;
  return (
    <>
      <ul class="people" aria-label={t("thread.people")}>
        {focus && (
          <li key={keyOf(focus)} class="people-focus" data-person={focus.participant.address ?? ""}>
            {children}
          </li>
        )}
        {shownOthers.map((person, index) => (
          <Other
            key={keyOf(person)}
            person={person}
            head={focus && index === 0 ? t("thread.alsoHere") : undefined}
            seen={seenFor(person)}
            onFocus={() => onFocus(person)}
          />
        ))}
        {shownApart.map((person, index) => (
          <Apart
            key={keyOf(person)}
            person={person}
            head={focus && index === 0 && others.length === 0 ? t("thread.alsoHere") : undefined}
            isMe={account !== null && person.participant.address === account}
          />
        ))}
      </ul>
      {hidden > 0 && (
        <Button
          look="link"
          class="people-more small"
          onPress={() => {
            all.value = true;
          }}
        >
          {t("thread.more", hidden)}
        </Button>
      )}
    </>
  );
}

const nameOf = ({ participant, known, suggestion }: ThreadPerson) =>
  known?.contact.name || suggestion?.name || participant.name || participant.address || "?";

interface OtherProps {
  person: ThreadPerson;
  /** Words above it, when it is the first of its kind. */
  head: string | undefined;
  seen: Seen;
  onFocus: () => void;
}

function Other({ person, head, seen, onFocus }: OtherProps) {
  const { participant, known, standing } = person;
  const { address } = participant;
  const name = nameOf(person);
  const last = known?.contact.lastContactAt;
  const details = [
    address ?? t("unnamed.notShown"),
    known?.company?.name,
    last && t("person.lastContact", [formatAgo(last)]),
  ];
  return (
    <li class="people-other" data-head={head} data-person={address ?? ""}>
      <button type="button" class="row-main" onClick={pressed(onFocus)}>
        <Who
          name={name}
          seed={participant.address ?? name}
          detail={details.filter(Boolean).join(" · ")}
          aside={known && <LifecycleName lifecycle={known.contact.lifecycle} />}
        />
      </button>
      {standing === "unknown" && address && (
        <Button onPress={() => void saveLead({ participant, address, seen })}>{t("lead.save")}</Button>
      )}
    </li>
  );
}

function Apart({ person, head, isMe }: { person: ThreadPerson; head: string | undefined; isMe: boolean }) {
  const { participant, standing } = person;
  return (
    <li class="people-apart" data-head={head} data-person={participant.address ?? ""}>
      <Who
        name={nameOf(person)}
        seed={participant.address}
        detail={participant.name ? participant.address : null}
        size={20}
        aside={isMe ? t("thread.you") : standing === "colleague" ? t("thread.colleague") : t("thread.nobody")}
      />
    </li>
  );
}
