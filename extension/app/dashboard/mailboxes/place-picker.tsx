// Which labels or folders: all there are, found by typing where they are many.
import { useState } from "preact/hooks";
import type { PlaceView } from "../../../views.ts";
import { useAnswer } from "../../live.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import { formatNumber, problemWords, t } from "../../words.ts";
import { TextFilter } from "../text-filter.tsx";

const FILTERED_FROM = 9;

interface PlacePickerProps {
  mailboxId: string;
  picked: ReadonlySet<string>;
  onChange(picked: ReadonlySet<string>): void;
}

export function PlacePicker({ mailboxId, picked, onChange }: PlacePickerProps) {
  const [text, setText] = useState<string | null>(null);
  const [tries, setTries] = useState(0);
  return (
    <Places
      key={tries}
      mailboxId={mailboxId}
      picked={picked}
      onChange={onChange}
      text={text}
      onText={setText}
      onRetry={() => setTries(tries + 1)}
    />
  );
}

interface PlacesProps extends PlacePickerProps {
  text: string | null;
  onText(text: string | null): void;
  onRetry(): void;
}

function Places({ mailboxId, picked, onChange, text, onText, onRetry }: PlacesProps) {
  const { value, error } = useAnswer("mailboxes.places", { id: mailboxId }, ["place"]);
  if (error && !value) {
    return (
      <Notice
        icon="offline"
        title={t("mailboxes.places.failed")}
        acts={<Button onPress={onRetry}>{t("mailboxes.tryAgain")}</Button>}
      >
        {problemWords(error)}
      </Notice>
    );
  }
  if (!value) return <SkeletonRows rows={3} />;
  const wanted = text?.toLocaleLowerCase() ?? "";
  const shown = value.filter(({ id, name }) => picked.has(id) || name.toLocaleLowerCase().includes(wanted));
  const toggle = (place: PlaceView, isPicked: boolean) => {
    const next = new Set(picked);
    if (isPicked) next.add(place.id);
    else next.delete(place.id);
    onChange(next);
  };
  return (
    <div class="places">
      {value.length >= FILTERED_FROM && <TextFilter label={t("mailboxes.places.find")} text={text} onChange={onText} />}
      <ul class="places-list" aria-label={t("mailboxes.places.legend")}>
        {shown.map((place) => (
          <li key={place.id}>
            <label class="place">
              <input
                type="checkbox"
                checked={picked.has(place.id)}
                onChange={(event) => toggle(place, event.currentTarget.checked)}
              />
              <bdi class="line">{place.name}</bdi>
            </label>
          </li>
        ))}
        {shown.length === 0 && <li class="soft small">{t("records.nothingFound")}</li>}
      </ul>
      <p class="soft small" role="status">
        {t("mailboxes.places.picked", picked.size, [formatNumber(picked.size)])}
      </p>
    </div>
  );
}
