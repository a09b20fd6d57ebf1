import type { Note } from "#shared/crm/note.ts";
import { mutate, mutations } from "../ask.ts";
import { Field } from "../records/field.tsx";
import { Button } from "../ui/button.tsx";
import { t } from "../words.ts";
import { act } from "./act.ts";

/** A note's words, edited in place. */
export function NoteText({ note }: { note: Note }) {
  return (
    <>
      <Field
        entity="note"
        name="text"
        record={note}
        bare
        onChange={(changes) => mutate(mutations.note.update, { id: note.id, changes })}
      />
      <div class="entry-acts">
        <Button
          look="link"
          onPress={() => void act(mutations.note.remove, { id: note.id }, { said: t("note.removed") })}
        >
          {t("common.remove")}
        </Button>
      </div>
    </>
  );
}
