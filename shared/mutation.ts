import type { z } from "zod";
import type { Actor } from "./access.ts";
import type { BaseRecord, Entity } from "./entity.ts";
import { AppError } from "./errors.ts";

/** The store as a mutation sees it, inside one transaction. Implemented by memory, Dexie and Prisma. */
export interface Tx {
  find<R extends BaseRecord>(entity: Entity<R>, id: string): Promise<R | undefined>;
  /** Records whose indexed field equals (or, for list fields, contains) the value; ordered by id. */
  list<R extends BaseRecord>(entity: Entity<R>, index: keyof R & string, value: string): Promise<R[]>;
  /** Inserts or replaces. */
  put<R extends BaseRecord>(entity: Entity<R>, record: R): Promise<void>;
  /** Removing what is not there is no error. */
  remove(entity: Entity, id: string): Promise<void>;
}

export interface MutationContext {
  /** When the person acted: the client's clock, on the server too as far as it believes that clock. */
  readonly now: string;
  readonly actor: Actor;
  /** Ids that come out the same on client and server, so that the second run writes the same records. */
  newId(): string;
}

export interface Mutation<A = unknown> {
  readonly name: string;
  readonly args: z.ZodType<A>;
  run(tx: Tx, args: A, context: MutationContext): Promise<void>;
}

/** What a mutation takes; `mutate(taskMutations.finish, …)` is checked against it. */
export type ArgsOf<M> = M extends Mutation<infer A> ? A : never;

export function defineMutation<A>(name: string, args: z.ZodType<A>, run: Mutation<A>["run"]): Mutation<A> {
  return { name, args, run };
}

/** Unknown → the mutation's arguments, or `invalid` with each field that is wrong. */
export function parseArgs<A>(mutation: Mutation<A>, input: unknown): A {
  return parseOrThrow(mutation.args, input);
}

/** The one way from unknown to typed: throws `invalid` naming the fields. */
export function parseOrThrow<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const fields = result.error.issues.map((issue) => ({
    path: issue.path.map(String).join("."),
    reason: issue.message,
  }));
  const first = fields[0];
  throw new AppError("invalid", first ? `${first.path || "Input"}: ${first.reason}` : "Input is not valid", { fields });
}

/**
 * The context of one run. Ids are the mutation's own id with its last 32 bits counted up: unique, since mutation
 * ids are random, and the same wherever the mutation runs.
 */
export function contextOf(mutationId: string, actor: Actor, now: string): MutationContext {
  let count = 0;
  return {
    now,
    actor,
    newId() {
      count += 1;
      const tail = (Number.parseInt(mutationId.slice(-8), 16) + count) % 2 ** 32;
      return mutationId.slice(0, -8) + tail.toString(16).padStart(8, "0");
    },
  };
}
