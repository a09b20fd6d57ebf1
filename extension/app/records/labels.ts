// The words around fields and lists; what fields and their options are called stands in `words.ts`.
import { t, wordOf } from "../words.ts";
import type { Problem } from "./parse.ts";

export const problemText = (problem: Problem, part: string | null) =>
  part === null
    ? wordOf("records.problem", problem)
    : t("records.problem.part", [part, wordOf("records.problem", problem)]);

/** What an empty field says: that a click fills it. */
export const addLabel = () => t("records.add");
export const yesOrNo = (value: boolean) => t(value ? "records.yes" : "records.no");
export const noneLabel = () => t("records.none");
export const listHint = () => t("records.listHint");
/** Said beside "Undo" when a field was changed. */
export const keptText = (label: string) => t("records.kept", [label]);
export const typeToFind = () => t("records.typeToFind");
export const nothingFound = () => t("records.nothingFound");

export const gridWords = {
  pickAll: () => t("records.pickAll"),
  pick: (name: string) => t("records.pick", [name]),
};
