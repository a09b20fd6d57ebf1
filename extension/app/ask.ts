// The app's side of messages.ts: asks the background, and sends a mutation by its name.
import { browser } from "wxt/browser";
import type { mutations as declaredMutations } from "#shared/crm/index.ts";
import { AppError, type ErrorCode, type InvalidField } from "#shared/errors.ts";
import type { ArgsOf } from "#shared/mutation.ts";
import type { MessageAnswer, MessageArgs, MessageName, Reply, Seen } from "../messages.ts";

export async function ask<N extends MessageName>(name: N, args: MessageArgs<N>): Promise<MessageAnswer<N>> {
  let reply: Reply<MessageAnswer<N>> | undefined;
  try {
    reply = await browser.runtime.sendMessage({ kith: name, args });
  } catch (cause) {
    throw new AppError("unavailable", "Kith is starting again; please try once more", { cause });
  }
  if (reply?.ok) return reply.value;
  if (!reply) throw new AppError("unavailable", "Kith is starting again; please try once more");
  const fields = Array.isArray(reply.fields) ? (reply.fields as InvalidField[]) : [];
  throw new AppError(reply.code as ErrorCode, reply.message, { fields });
}

/** A declared mutation as the app holds it: its name, and for the compiler what it takes. */
export interface NamedMutation<A> {
  readonly name: string;
  readonly takes?: A;
}

type Declared = typeof declaredMutations;
type Named = {
  readonly [Group in Exclude<keyof Declared, "history">]: {
    readonly [Act in keyof Declared[Group]]: NamedMutation<ArgsOf<Declared[Group][Act]>>;
  };
};

const byPath = (path: (key: string) => unknown) => new Proxy({}, { get: (_, key) => path(String(key)) });

/**
 * The registry of `shared/crm`, by name only: the functions themselves run in the background, and with them Zod
 * stays out of the pages. `ask.test.ts` proves that every name is the declared one.
 */
export const mutations = byPath((group) => byPath((act) => ({ name: `${group}.${act}` }))) as Named;

/** Runs a change here at once and queues it for the server. With `seen` nothing is written if the page moved on. */
export function mutate<A>(mutation: NamedMutation<A>, args: A, seen: Seen | null = null) {
  return ask("mutate", { name: mutation.name, args, seen });
}

export const newId = () => crypto.randomUUID();
