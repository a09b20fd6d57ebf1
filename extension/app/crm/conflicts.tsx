// A field two people changed: mine, theirs, and what was there before. Nothing is lost until somebody decides.
import type { ConflictView, RefusedEntry } from "../../views.ts";
import { ask, mutations } from "../ask.ts";
import { getField, type ShownEntity } from "../records/fields.ts";
import { Button } from "../ui/button.tsx";
import { copyText } from "../ui/copy.ts";
import { showToast } from "../ui/toast.tsx";
import { actLabel, choiceLabel, fieldLabel, formatAgo, formatInstant, language, t } from "../words.ts";
import { act, tellProblem } from "./act.ts";
import { textsOf } from "./refused.ts";
import "./conflicts.css";

function valueWords(entity: string, field: string, value: unknown): string {
  if (value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0)) {
    return t("conflict.nothing");
  }
  const { kind } = getField(entity as ShownEntity, field);
  if (kind === "choice") return choiceLabel(entity, field, String(value));
  if (kind === "instant") return formatInstant(String(value));
  return Array.isArray(value) ? value.join(", ") : String(value);
}

const isReference = (entity: string, field: string) => getField(entity as ShownEntity, field).kind === "ref";

export function ConflictCard({ view }: { view: ConflictView }) {
  const { conflict, title, theirs, theirsBy } = view;
  const { entity, field, mine, before } = conflict;
  const words = (value: unknown) =>
    isReference(entity, field) && value ? t("conflict.another") : valueWords(entity, field, value);
  const resolve = (keep: "mine" | "theirs") =>
    act(mutations.conflict.resolve, { id: conflict.id, keep }, { said: t(`conflict.kept.${keep}`) });
  const columns = [
    [t("conflict.mine"), mine],
    [theirsBy ? t("conflict.theirsBy", [theirsBy.name]) : t("conflict.theirs"), theirs],
    [t("conflict.before"), before],
  ] as const;
  return (
    <article class="decision" aria-label={`${title}: ${fieldLabel(entity, field)}`}>
      <h4>
        <bdi>{title}</bdi> · {fieldLabel(entity, field)}
      </h4>
      <p class="small soft">{t("conflict.why")}</p>
      <dl class="decision-values">
        {columns.map(([label, value]) => (
          <div key={label}>
            <dt class="small soft">{label}</dt>
            <dd dir="auto">{words(value)}</dd>
          </div>
        ))}
      </dl>
      <div class="decision-acts">
        <Button onPress={() => void resolve("mine")}>{t("conflict.keepMine")}</Button>
        <Button onPress={() => void resolve("theirs")}>{t("conflict.keepTheirs")}</Button>
      </div>
    </article>
  );
}

const copy = async (text: string) => showToast(t((await copyText(text)) ? "refused.copied" : "refused.notCopied"));

export function RefusedCard({ entry }: { entry: RefusedEntry }) {
  const text = textsOf(entry.args);
  const answer = (name: "outbox.retry" | "outbox.discard") =>
    void ask(name, { mutationId: entry.mutationId }).catch(tellProblem);
  const { code, message } = entry.error;
  return (
    <article class="decision" aria-label={`${actLabel(entry.name)}: ${entry.title}`}>
      <h4>
        {actLabel(entry.name)}
        {entry.title && (
          <>
            {" · "}
            <bdi>{entry.title}</bdi>
          </>
        )}
      </h4>
      <p>
        {t("refused.why")} {language.startsWith("en") ? message : t(`errors.${code}`)}
      </p>
      <p class="small soft">{t("refused.when", [formatAgo(entry.at)])}</p>
      {text && (
        <p class="decision-text" dir="auto">
          {text}
        </p>
      )}
      <div class="decision-acts">
        <Button onPress={() => answer("outbox.retry")}>{t("refused.retry")}</Button>
        {text && (
          <Button look="quiet" icon="copy" onPress={() => void copy(text)}>
            {t("refused.copy")}
          </Button>
        )}
        <Button look="quiet" onPress={() => answer("outbox.discard")}>
          {t("refused.discard")}
        </Button>
      </div>
    </article>
  );
}
