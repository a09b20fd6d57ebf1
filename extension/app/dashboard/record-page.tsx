// The page of one record: the way back, what can be done with it, who or what it is at the side, what happened beside.
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import type { IconName } from "../ui/icons.ts";
import { Empty } from "../ui/notice.tsx";
import { t } from "../words.ts";
import { CardSkeleton } from "./card-skeleton.tsx";
import { PageHead } from "./page-head.tsx";
import { go } from "./place.ts";
import type { Route } from "./route.ts";
import "./record.css";

interface RecordPageProps {
  /** Undefined while the record comes, null when it is no longer there. */
  name: string | null | undefined;
  /** What a record without a name yet is called. */
  kindWords: string;
  icon: IconName;
  list: Route;
  listWords: string;
  removeWords: string;
  onRemove: () => void;
  side: ComponentChildren;
  children: ComponentChildren;
}

export function RecordPage({
  name,
  kindWords,
  icon,
  list,
  listWords,
  removeWords,
  onRemove,
  side,
  children,
}: RecordPageProps) {
  useEffect(() => {
    if (name) document.title = `${name} · Kith`;
  }, [name]);
  const removal = { label: removeWords, icon: "remove", danger: true, onChoose: onRemove } as const;
  return (
    <section class="record" aria-label={name ?? kindWords}>
      <PageHead backTo={list} backWords={listWords} items={typeof name === "string" ? [removal] : []} />
      {name === null ? (
        <Empty
          icon={icon}
          title={t("dashboard.gone")}
          acts={<Button onPress={() => go(list)}>{t("dashboard.goTo", [listWords])}</Button>}
        >
          {t("dashboard.goneMore")}
        </Empty>
      ) : (
        <div class="record-columns">
          <div class="record-side">{name === undefined ? <CardSkeleton /> : side}</div>
          <div class="record-main">{children}</div>
        </div>
      )}
    </section>
  );
}
