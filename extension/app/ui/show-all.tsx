// The way from the first few of a list to all of them, and back.
import type { Signal } from "@preact/signals";
import { t } from "../words.ts";
import { Button } from "./button.tsx";

interface ShowAllProps {
  /** Whether all are shown. */
  all: Signal<boolean>;
  /** Says how many more there are. */
  more: string;
}

export function ShowAll({ all, more }: ShowAllProps) {
  return (
    <Button
      look="link"
      class="small"
      aria-expanded={all.value}
      onPress={() => {
        all.value = !all.value;
      }}
    >
      {all.value ? t("common.less") : more}
    </Button>
  );
}
