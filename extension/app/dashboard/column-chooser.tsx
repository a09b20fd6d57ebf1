import { useRef, useState } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { Popover } from "../ui/popover.tsx";
import { t } from "../words.ts";

interface ColumnChooserProps<Key extends string> {
  all: readonly { key: Key; label: string }[];
  shown: readonly Key[];
  /** The first column says what a row is, and stays. */
  onChange(shown: Key[]): void;
}

/** Which columns a list shows, in the order they are declared. */
export function ColumnChooser<Key extends string>({ all, shown, onChange }: ColumnChooserProps<Key>) {
  const [isOpen, setOpen] = useState(false);
  const anchor = useRef<HTMLSpanElement>(null);
  return (
    <span ref={anchor} tabIndex={-1}>
      <Button
        look="quiet"
        icon="columns"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onPress={() => setOpen(!isOpen)}
      >
        {t("dashboard.columns")}
      </Button>
      {isOpen && (
        <Popover anchor={anchor} label={t("dashboard.columns")} onClose={() => setOpen(false)}>
          <fieldset class="chooser">
            <legend class="only-read">{t("dashboard.columns")}</legend>
            {all.slice(1).map(({ key, label }) => (
              <label key={key} class="chooser-item">
                <input
                  type="checkbox"
                  checked={shown.includes(key)}
                  onChange={(event) => {
                    const isOn = event.currentTarget.checked;
                    onChange(
                      all
                        .map((column) => column.key)
                        .filter((other, index) => index === 0 || (other === key ? isOn : shown.includes(other))),
                    );
                  }}
                />
                {label}
              </label>
            ))}
          </fieldset>
        </Popover>
      )}
    </span>
  );
}
