// Writes a note, or puts down a call or a meeting that just was.
import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { mutations, newId } from "../ask.ts";
import { Button } from "../ui/button.tsx";
import { ifOurs } from "../ui/trust.ts";
import { t } from "../words.ts";
import { act } from "./act.ts";
import { keepDraft, readDraft } from "./drafts.ts";

const kinds = ["note", "call", "meeting"] as const;
type Kind = (typeof kinds)[number];

interface About {
  contactId: string | null;
  companyId: string | null;
}

function write(kind: Kind, text: string, { contactId, companyId }: About) {
  if (kind === "note") {
    return act(
      mutations.note.create,
      { id: newId(), record: { text, contactId, companyId } },
      { said: t("note.kept") },
    );
  }
  const [subject = "", ...rest] = text.split("\n");
  const own = { kind, at: new Date().toISOString(), direction: null, subject: subject.slice(0, 500) };
  const nothing = { participants: [], link: null, threadKeys: [], messageKeys: [] };
  const contactIds = contactId ? [contactId] : [];
  return act(
    mutations.activity.log,
    { id: newId(), record: { ...own, ...nothing, text: rest.join("\n").trim(), contactIds } },
    { said: t(`note.logged.${kind}`) },
  );
}

export function TimelineComposer(about: About) {
  const key = `note ${about.contactId ?? about.companyId}`;
  const text = useSignal(readDraft(key));
  const kind = useSignal<Kind>("note");
  const isOpen = text.value !== "";
  const group = useId();
  const set = (value: string) => {
    text.value = value;
    keepDraft(key, value);
  };
  const submit = async () => {
    const written = text.value.trim();
    if (!written) return;
    set("");
    if (!(await write(kind.value, written, about))) set(written);
    else kind.value = "note";
  };
  return (
    <form
      class={isOpen ? "composer composer-open" : "composer"}
      onSubmit={(event) => {
        event.preventDefault();
        ifOurs(event, () => void submit());
      }}
    >
      <textarea
        class="input"
        rows={1}
        dir="auto"
        maxLength={20_000}
        aria-label={t("note.write")}
        placeholder={t("note.write")}
        value={text.value}
        onInput={(event) => set(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !event.isTrusted) return;
          event.preventDefault();
          void submit();
        }}
      />
      {isOpen && (
        <div class="composer-foot">
          {about.contactId && (
            <fieldset class="segments">
              <legend class="only-read">{t("note.kind")}</legend>
              {kinds.map((value) => (
                <label key={value} class="segment">
                  <input
                    type="radio"
                    class="only-read"
                    name={group}
                    checked={kind.value === value}
                    onChange={() => {
                      kind.value = value;
                    }}
                  />
                  <span class="segment-words">{t(`timeline.kinds.${value}`)}</span>
                </label>
              ))}
            </fieldset>
          )}
          <Button look="primary" submit>
            {t("note.add")}
          </Button>
        </div>
      )}
    </form>
  );
}
