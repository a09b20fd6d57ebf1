// What the database knows of how much there is, after much has come at once.
import { type Database, everybody, transact } from "./database.ts";

/** Costs next to nothing where no table has doubled since the last time. */
export async function refreshStatistics(database: Database): Promise<void> {
  try {
    await transact(database, { memberId: everybody }, (prisma) => prisma.$queryRaw`select "analyze_grown"()::text`);
  } catch {
    // Somebody else is at it, or the database is busy: without it work is slower, and the next who ask do it.
  }
}
