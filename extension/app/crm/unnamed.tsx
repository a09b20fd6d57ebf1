// Somebody of whom the page shows only a name. Kith does not guess: the rep picks them, or types the address.
import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import type { Seen } from "../../messages.ts";
import type { PersonSummary, ThreadPerson } from "../../views.ts";
import { useAnswer } from "../live.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Button, pressed } from "../ui/button.tsx";
import { Chip } from "../ui/chip.tsx";
import { moveFocus } from "../ui/keys.ts";
import { t } from "../words.ts";
import { pickPerson, saveLead } from "./lead.ts";
import { Who } from "./who.tsx";
import "./stranger.css";
import "./unnamed.css";

const addressPattern = /^[^\s@<>"(),;:]+@[^\s@<>"(),;:]+\.[^\s@<>"(),;:]+$/u;

export function Unnamed({ person, seen }: { person: ThreadPerson; seen: Seen }) {
  const { participant, likely } = person;
  const text = useSignal("");
  const id = useId();
  const typed = text.value.trim().toLowerCase();
  const { value: found } = useAnswer("search.find", typed ? { text: typed, limit: 5 } : null, ["contact"], {
    linger: true,
  });
  const offered = typed ? (found?.people ?? []) : likely;
  const pick = ({ contact }: PersonSummary) => pickPerson(seen.threadKey, participant, contact.id);
  const isAddress = addressPattern.test(typed);
  const isKnown = offered.some(({ contact }) => contact.emails.includes(typed));
  const save = () => saveLead({ participant, address: typed, seen });
  return (
    <div class="stranger">
      <div class="person-head">
        <Avatar name={participant.name} seed={participant.name} size={40} />
        <div class="person-who">
          <div class="person-line">
            <h2 class="person-name">
              <bdi>{participant.name}</bdi>
            </h2>
          </div>
          <Chip tone="soon">{t("unnamed.notShown")}</Chip>
          <p class="soft">{t("unnamed.why")}</p>
        </div>
      </div>
      <div class="unnamed-pick">
        <label for={id} class="strong">
          {t("unnamed.label")}
        </label>
        <input
          id={id}
          class="input"
          type="text"
          dir="auto"
          autoComplete="off"
          spellcheck={false}
          placeholder={t("unnamed.placeholder")}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
        />
        {!typed && likely.length > 0 && <p class="small soft">{t("lead.maybeSame")}</p>}
        <ul class="unnamed-list" onKeyDown={(event) => moveFocus(event, ".row-main")}>
          {offered.map((known) => (
            <li key={known.contact.id}>
              <button type="button" class="row-main" onClick={pressed(() => pick(known))}>
                <Who
                  name={known.contact.name}
                  seed={known.contact.emails[0] ?? null}
                  detail={[known.contact.emails[0], known.company?.name].filter(Boolean).join(" · ")}
                  aside={t("unnamed.thisIs")}
                />
              </button>
            </li>
          ))}
        </ul>
        {isAddress && !isKnown && (
          <Button look="primary" icon="bookmark" onPress={() => void save()}>
            {t("lead.save")}
          </Button>
        )}
        {typed && !isAddress && offered.length === 0 && <p class="small soft">{t("unnamed.typeOn")}</p>}
      </div>
    </div>
  );
}
