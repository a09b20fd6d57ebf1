// The words for fields, their options, and what is wrong with an input.
import { t } from "../words.ts";
import type { ShownEntity } from "./fields.ts";
import type { Problem } from "./parse.ts";

export const fieldLabel = (entity: ShownEntity, name: string) => t(`records.${entity}.${name}`);

/** Options that mean the same wherever they stand are worded once. */
export const optionLabel = (entity: ShownEntity, name: string, option: string) =>
  t(`records.option.${entity}_${name}_${option}`);

/** What an empty field says: what a click on it would add. */
export const addLabel = (entity: ShownEntity, name: string) => t("records.add", [fieldLabel(entity, name)]);

export const problemText = (problem: Problem, part: string | null) =>
  part === null ? t(`records.problem.${problem}`) : t(`records.problem.${problem}Part`, [part]);

export const yesOrNo = (value: boolean) => t(value ? "records.yes" : "records.no");
export const noneLabel = () => t("records.none");
export const listHint = () => t("records.listHint");
export const nothingFound = () => t("records.nothingFound");
