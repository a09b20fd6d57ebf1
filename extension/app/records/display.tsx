// One display per field kind.
import type { FieldInfo, Participant } from "#shared/fields.ts";
import { formatPhone } from "../phone.ts";
import { formatDay, formatInstant } from "../words.ts";
import { yesOrNo } from "./labels.ts";

export interface DisplayProps {
  info: FieldInfo;
  value: unknown;
  optionLabel(option: string): string;
  /** How the record behind an id is called. */
  refLabel(id: string): string;
}

export function Display({ info, value, optionLabel, refLabel }: DisplayProps) {
  if (value === null || value === undefined) return null;
  switch (info.kind) {
    case "text":
      return <bdi>{String(value)}</bdi>;
    case "note":
      return <span class="display-note">{String(value)}</span>;
    case "url":
      return <bdi>{String(value).replace(/^https?:\/\/|\/$/g, "")}</bdi>;
    case "choice":
      return <span class={`display-choice display-choice-${String(value)}`}>{optionLabel(String(value))}</span>;
    case "flag":
      return <>{yesOrNo(value === true)}</>;
    case "day":
      return <time dateTime={String(value)}>{formatDay(String(value))}</time>;
    case "instant":
      return <time dateTime={String(value)}>{formatInstant(String(value))}</time>;
    case "ref":
      return <bdi>{refLabel(String(value))}</bdi>;
    case "refs":
      return <>{(value as string[]).map(refLabel).filter(Boolean).join(", ")}</>;
    case "emails":
    case "phones":
      return (
        <span class="display-list">
          {(value as string[]).map((item) => (
            <bdi dir="ltr" key={item}>
              {info.kind === "phones" ? formatPhone(item) : item}
            </bdi>
          ))}
        </span>
      );
    case "participants":
      return <>{(value as Participant[]).map(({ name, address }) => name || (address ?? "")).join(", ")}</>;
    case "keys":
      return null;
    case "json":
      return <code>{JSON.stringify(value)}</code>;
  }
}
