// What an import would mean, asked anew as the choice changes; the last answer stays, faded, until the new one is here.
import { useEffect, useRef, useState } from "preact/hooks";
import { AppError } from "#shared/errors.ts";
import type { Estimate } from "#shared/mailbox.ts";
import { ask } from "../../ask.ts";
import { Button } from "../../ui/button.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { formatDay, formatNumber, problemWords, t } from "../../words.ts";
import { dayOf } from "../route.ts";
import { aboutDuration } from "./duration-words.ts";

/** Longer than a click on the next label takes. */
const PAUSE_MS = 350;

interface Choice {
  since: string;
  placeIds: string[] | null;
}

interface Answered {
  key: string;
  choice: Choice;
  estimate: Estimate | null;
  error: AppError | null;
}

function useEstimate(id: string, choice: Choice | null, tries: number) {
  const [answered, setAnswered] = useState<Answered | null>(null);
  const key = choice && `${JSON.stringify(choice)} ${tries}`;
  const newest = useRef(key);
  newest.current = key;
  useEffect(() => {
    if (!choice || !key) return;
    const answer = (estimate: Estimate | null, error: AppError | null) => {
      if (newest.current === key) setAnswered({ key, choice, estimate, error });
    };
    const timer = setTimeout(() => {
      ask("mailboxes.estimate", { id, ...choice }).then(
        (estimate) => answer(estimate, null),
        (error) => {
          if (!(error instanceof AppError)) throw error;
          answer(null, error);
        },
      );
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [key]);
  return { answered, isStale: answered?.key !== key };
}

/** "Since 1 March 2026: about 2,140 messages, about 7 minutes. 310 people Kith does not know will not be created." */
function estimateWords({ since }: Choice, { messages, minutes, unknownPeople }: Estimate): string {
  const day = formatDay(dayOf(since));
  if (messages === 0) return t("mailboxes.estimate.nothing", [day]);
  const long = aboutDuration(minutes * 60);
  const mails = t("mailboxes.estimate.messages", messages, [day, formatNumber(messages), long]);
  const people =
    unknownPeople === null
      ? t("mailboxes.estimate.strangers")
      : unknownPeople > 0 && t("mailboxes.estimate.unknown", unknownPeople, [formatNumber(unknownPeople)]);
  return people ? `${mails} ${people}` : mails;
}

interface EstimateLineProps {
  mailboxId: string;
  /** Null while there is nothing to estimate, and `missing` says what for. */
  choice: Choice | null;
  missing: string;
}

export function EstimateLine({ mailboxId, choice, missing }: EstimateLineProps) {
  const [tries, setTries] = useState(0);
  const { answered, isStale } = useEstimate(mailboxId, choice, tries);
  return (
    <div class={isStale && answered ? "estimate estimate-stale" : "estimate"} role="status" aria-busy={isStale}>
      {!choice ? (
        missing
      ) : !answered ? (
        <span class="estimate-coming">
          <Skeleton width="78%" height={14} />
          <Skeleton width="52%" height={14} />
          <span class="only-read">{t("mailboxes.estimate.asking")}</span>
        </span>
      ) : answered.error ? (
        <span class="estimate-failed">
          {t("mailboxes.estimate.failed", [problemWords(answered.error)])}{" "}
          <Button look="link" onPress={() => setTries(tries + 1)}>
            {t("mailboxes.tryAgain")}
          </Button>
        </span>
      ) : (
        answered.estimate && estimateWords(answered.choice, answered.estimate)
      )}
    </div>
  );
}
