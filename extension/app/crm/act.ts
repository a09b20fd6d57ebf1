// Every change a person makes goes through here: it is kept at once, said in words, and can be taken back.
import { AppError } from "#shared/errors.ts";
import type { Seen } from "../../messages.ts";
import { ask, mutate, type NamedMutation } from "../ask.ts";
import { live, refreshShown } from "../live.ts";
import { showToast } from "../ui/toast.tsx";
import { problemWords, t } from "../words.ts";

/** Who acts here; null while signed out. */
export function findMe() {
  const session = live.session.value;
  return session?.kind === "signedIn" ? session.membership : null;
}

const isAnotherMail = (error: AppError) =>
  error.code === "conflict" && error.fields.some(({ path }) => path === "seen");

/** Says what went wrong; after a refusal by the right-person guard it also shows what is on screen now. */
export function tellProblem(error: unknown): void {
  if (!(error instanceof AppError)) throw error;
  if (isAnotherMail(error)) {
    void refreshShown();
    showToast(t("common.anotherMail"));
  } else showToast(problemWords(error));
}

export async function undo(mutationId: string): Promise<void> {
  try {
    await ask("undo", { mutationId });
    showToast(t("common.undone"));
  } catch (error) {
    tellProblem(error);
  }
}

interface ActOptions {
  /** What was done, with "Undo" beside it; nothing is said of what shows by itself. */
  said?: string;
  /** For acts about the mail on screen: what the person was looking at. */
  seen?: Seen | null;
}

/** True when it is kept. A failure is told, not thrown. */
export async function keep(run: () => Promise<{ mutationId: string }>, said?: string): Promise<boolean> {
  try {
    const { mutationId } = await run();
    if (said) showToast(said, { label: t("common.undo"), onPress: () => void undo(mutationId) });
    return true;
  } catch (error) {
    tellProblem(error);
    return false;
  }
}

export function act<A>(mutation: NamedMutation<A>, args: A, { said, seen = null }: ActOptions = {}) {
  return keep(() => mutate(mutation, args, seen), said);
}
