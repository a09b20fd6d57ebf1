// What follows from a mutation beyond the records it writes. It is put down in the mutation's own transaction, as a job:
// once the one is committed the other is certain.
import type { PrismaTransaction } from "./database.ts";

export interface Committed {
  readonly workspaceId: string;
  readonly memberId: string;
  /** Of the mutation. */
  readonly name: string;
  readonly args: unknown;
}

/** Called with every mutation of a push that was not refused; takes those that have consequences. */
export type PutEffects = (prisma: PrismaTransaction, committed: readonly Committed[]) => Promise<void>;
