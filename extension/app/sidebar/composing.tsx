// A mail is being written: who it goes to, and what we know of them.
import type { Shown } from "../../views.ts";
import { Empty } from "../ui/notice.tsx";
import { t } from "../words.ts";
import { PeopleList } from "./people-list.tsx";
import { findFocus } from "./screen.ts";
import { focusKey, GoesTo, keyOf, Thread } from "./thread.tsx";

const nobody = { threadKey: null, participant: null };

export function Composing({ shown }: { shown: Shown }) {
  const compose = shown.context?.kind === "none" ? shown.context.compose : null;
  if (!compose) return null;
  if (compose.recipients.length === 0) {
    return (
      <Empty icon="mailOut" title={t("composing.title")}>
        {t("composing.nobody")}
      </Empty>
    );
  }
  const focus = shown.people.find((person) => keyOf(person) === focusKey.value) ?? findFocus(shown);
  return (
    <>
      <GoesTo compose={compose} people={shown.people} />
      {focus ? (
        <Thread shown={shown} context={null} focus={focus} />
      ) : (
        <section class="part">
          <PeopleList
            people={shown.people}
            focus={null}
            account={null}
            seenFor={() => nobody}
            onFocus={() => undefined}
          />
        </section>
      )}
    </>
  );
}
