// What follows from a mutation outside its transaction, once it is committed: jobs, mails, webhooks.

/** Runs after the commit; a failure is its own to handle and retry. */
export type Effect = () => Promise<void>;

interface Committed {
  readonly workspaceId: string;
  readonly args: unknown;
}

/** By mutation name. Nothing follows from today's mutations; jobs are enqueued here when there are some. */
const effects: Readonly<Record<string, (committed: Committed) => Effect>> = {};

export function effectsOf(mutationName: string, committed: Committed): Effect[] {
  const effect = Object.hasOwn(effects, mutationName) ? effects[mutationName] : undefined;
  return effect ? [effect(committed)] : [];
}
