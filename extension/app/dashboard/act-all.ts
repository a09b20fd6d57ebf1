// One act of a person that is several mutations: told once, and taken back as one.
import { AppError } from "#shared/errors.ts";
import { ask, mutate, type NamedMutation } from "../ask.ts";
import { tellProblem } from "../crm/act.ts";
import { showToast } from "../ui/toast.tsx";
import { t } from "../words.ts";

async function undoAll(mutationIds: readonly string[]) {
  try {
    for (const mutationId of mutationIds.toReversed()) await ask("undo", { mutationId });
    showToast(t("common.undone"));
  } catch (error) {
    tellProblem(error);
  }
}

/** Answers whether all of it is kept; what came before a failure stays kept, and can be taken back as well. */
export async function actAll<A>(mutation: NamedMutation<A>, all: readonly A[], said: string): Promise<boolean> {
  const mutationIds: string[] = [];
  let failure: unknown;
  for (const args of all) {
    try {
      mutationIds.push((await mutate(mutation, args)).mutationId);
    } catch (error) {
      failure = error;
      break;
    }
  }
  if (failure instanceof AppError) tellProblem(failure);
  else if (failure) throw failure;
  else showToast(said, { label: t("common.undo"), onPress: () => void undoAll(mutationIds) });
  return failure === undefined;
}
