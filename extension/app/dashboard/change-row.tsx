// What is in a change: the fields it set, and for an update what stood there before.
import type { OutboxEntry } from "../../views.ts";
import { Display } from "../records/display.tsx";
import { getField } from "../records/fields.ts";
import { choiceLabel, fieldLabel } from "../words.ts";
import { type ChangeDetail, detailsOf } from "./change-details.ts";

const isEmpty = (value: unknown) =>
  value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

function ValueOf({ entity, field, value }: { entity: ChangeDetail["entity"]; field: string; value: unknown }) {
  if (isEmpty(value)) return <span class="faint">–</span>;
  return (
    <Display
      info={getField(entity, field)}
      value={value}
      optionLabel={(option) => choiceLabel(entity, field, option)}
      refLabel={(id) => id}
    />
  );
}

export function ChangeDetails({ entry }: { entry: OutboxEntry }) {
  const details = detailsOf(entry.name, entry.args).filter(({ from }) => from !== undefined);
  if (details.length === 0) return null;
  return (
    <span class="change-details soft small">
      {details.map(({ entity, field, from, to }) => (
        <span key={field}>
          {fieldLabel(entity, field)}:{" "}
          {!isEmpty(from) && (
            <>
              <del>
                <ValueOf entity={entity} field={field} value={from} />
              </del>
              <span aria-hidden="true"> → </span>
            </>
          )}
          <ValueOf entity={entity} field={field} value={to} />
        </span>
      ))}
    </span>
  );
}
