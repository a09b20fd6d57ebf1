// Over a person's or company's page: the way back to the list, and what is rarely done.

import { Button } from "../ui/button.tsx";
import { useShortcuts } from "../ui/keys.ts";
import type { MenuItem } from "../ui/menu.tsx";
import { Menu } from "../ui/menu.tsx";
import { t } from "../words.ts";
import { goBack } from "./place.ts";
import type { Route } from "./route.ts";

interface PageHeadProps {
  backTo: Route;
  backWords: string;
  items: readonly MenuItem[];
}

export function PageHead({ backTo, backWords, items }: PageHeadProps) {
  useShortcuts({ Escape: () => goBack(backTo) });
  return (
    <div class="record-head">
      <Button look="quiet" icon="back" class="record-back" onPress={() => goBack(backTo)}>
        {backWords}
      </Button>
      {items.length > 0 && <Menu icon="menu" iconOnly label={t("dashboard.more")} items={items} />}
    </div>
  );
}
