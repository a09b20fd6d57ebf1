// The mail on screen and who is in it.
import { signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ThreadContext } from "#shared/mail.ts";
import type { Shown, ThreadPerson } from "../../views.ts";
import { justSaved, pickedPeople, pickKey, saveLead } from "../crm/lead.ts";
import { loggableMessages, openMessage, personKey } from "../crm/logging.ts";
import { logMessage } from "../crm/message-log.tsx";
import { PersonRest, PersonTop } from "../crm/person-card.tsx";
import { Stranger } from "../crm/stranger.tsx";
import { Unnamed } from "../crm/unnamed.tsx";
import { useAnswer } from "../live.ts";
import { useShortcuts } from "../ui/keys.ts";
import { Notice } from "../ui/notice.tsx";
import { formatList, t } from "../words.ts";
import { PeopleList } from "./people-list.tsx";
import { go } from "./place.ts";

/** Whom the rep pointed at in this thread. */
export const focusKey = signal<string | null>(null);
export const keyOf = (person: ThreadPerson) => personKey(person.participant);

interface ThreadProps {
  shown: Shown;
  /** Null where no thread is open (a new mail is written). */
  context: ThreadContext | null;
  focus: ThreadPerson;
}

export function Thread({ shown, context, focus }: ThreadProps) {
  const { people, messages: states } = shown;
  const threadKey = context?.threadKey ?? null;
  const remindOpen = useSignal(false);
  const details = useSignal(false);
  const key = keyOf(focus);
  const pickedId = pickedPeople.value.get(pickKey(threadKey, focus.participant)) ?? null;
  const { value: picked } = useAnswer("person.get", pickedId ? { id: pickedId } : null, [
    "contact",
    "company",
    "task",
    "meeting",
    "activity",
    "conflict",
  ]);
  const known = focus.known ?? (pickedId ? (picked ?? null) : null);
  const pickedHere = new Map(
    people.flatMap(({ participant }) => {
      const id = pickedPeople.value.get(pickKey(threadKey, participant));
      return id ? [[personKey(participant), id] as const] : [];
    }),
  );
  const messages = context ? loggableMessages(context, people, states, pickedHere) : [];
  const seenFor = ({ participant: { name, address } }: ThreadPerson) => ({ threadKey, participant: { name, address } });
  const seen = seenFor(focus);
  const isNew = justSaved.value.has(key);

  useEffect(() => {
    if (isNew) details.value = true;
  }, [isNew]);

  const log = () => {
    const open = openMessage(messages);
    if (context && open && !open.state?.logged && open.contactIds.length > 0) void logMessage(context, open);
  };
  const { participant, standing } = focus;
  const { address } = participant;
  useShortcuts({
    l: log,
    r: () => {
      remindOpen.value = true;
    },
    s: () => {
      if (standing === "unknown" && address) void saveLead({ participant, address, seen });
    },
    e: known
      ? () => {
          details.value = true;
          requestAnimationFrame(() => document.querySelector<HTMLElement>(".fields .field-value")?.focus());
        }
      : undefined,
  });

  const compose = context?.compose;
  return (
    <>
      {compose && <GoesTo compose={compose} people={people} />}
      <section class="part">
        <PeopleList
          people={people}
          focus={focus}
          account={context?.account ?? null}
          seenFor={seenFor}
          onFocus={(person) => {
            focusKey.value = keyOf(person);
          }}
        >
          {known ? (
            <PersonTop
              key={known.contact.id}
              person={known}
              seen={seen}
              thread={context && { context, messages }}
              remindOpen={remindOpen}
              onOpenCompany={(id) => go({ kind: "company", id })}
            />
          ) : focus.standing === "unnamed" ? (
            <Unnamed key={key} person={focus} seen={seen} />
          ) : (
            <Stranger key={key} person={focus} seen={seen} link={context?.link ?? null} />
          )}
        </PeopleList>
      </section>
      {known && (
        <div class="part person-card" key={known.contact.id}>
          <PersonRest person={known} isNew={isNew} details={details} />
        </div>
      )}
    </>
  );
}

type Compose = NonNullable<ThreadContext["compose"]>;

/** Who a mail being written goes to, in words, before it goes. */
export function GoesTo({ compose, people }: { compose: Compose; people: readonly ThreadPerson[] }) {
  const nameOf = ({ name, address }: Compose["recipients"][number]) => {
    const person = people.find((one) => personKey(one.participant) === personKey({ name, address }));
    return person?.known?.contact.name || name || address || "?";
  };
  return (
    <div class="part">
      <Notice icon="mailOut" title={t("composing.title")}>
        {compose.recipients.length > 0
          ? t("composing.to", [formatList(compose.recipients.map(nameOf))])
          : t("composing.nobody")}
      </Notice>
    </div>
  );
}
