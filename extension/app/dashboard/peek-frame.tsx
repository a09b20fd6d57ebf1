import type { ComponentChildren } from "preact";
import { Button, IconButton } from "../ui/button.tsx";
import { t } from "../words.ts";

interface PeekFrameProps {
  onOpen(): void;
  onClose(): void;
  children: ComponentChildren;
}

/** What stands over every peek: to the whole page, and away. */
export function PeekFrame({ onOpen, onClose, children }: PeekFrameProps) {
  return (
    <>
      <div class="peek-head">
        <Button look="quiet" icon="expand" onPress={onOpen}>
          {t("dashboard.openPage")}
        </Button>
        <kbd>Enter</kbd>
        <IconButton icon="close" class="peek-close" label={t("common.close")} onPress={onClose} />
      </div>
      <div class="peek-body">{children}</div>
    </>
  );
}
