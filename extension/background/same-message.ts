// Where a webmail gives a message no name that a mailbox's API knows, it is known by who wrote what in which thread.
import { type Activity, activityEntity } from "#shared/crm/activity.ts";
import type { ShownMessage } from "#shared/mail.ts";
import { parseReply } from "#shared/quote.ts";
import type { ReplicaDatabase } from "./database.ts";

/** Enough to tell two answers apart; the page and the API end a body differently. */
const TELLING_LENGTH = 200;

/** Letters and digits only: a page breaks lines and spells spaces as it likes. */
const essence = (text: string) =>
  text
    .normalize("NFKC")
    .replace(/[^\p{L}\p{N}]+/gu, "")
    .slice(0, TELLING_LENGTH);

/** A signature that one of the two was rid of and the other not; a greeting alone says too little. */
const TELLING_BEGINNING = 24;

function isSameText(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return a === b || (short.length >= TELLING_BEGINNING && long.startsWith(short));
}

const isFrom = ({ from }: ShownMessage, { participants }: Activity) =>
  participants.some(
    ({ role, name, address }) =>
      role === "from" && (from.address && address ? from.address === address : from.name === name),
  );

/** The messages of a thread as mailboxes brought them; the fullest record of each. */
export async function listFound(db: ReplicaDatabase, threadKey: string): Promise<Activity[]> {
  const rows = await db.records(activityEntity).where("record.threadKeys").equals(threadKey).toArray();
  return rows.map(({ record }) => record).filter(({ ownerIds, text }) => ownerIds.length > 0 && text !== "");
}

/** The one message among them that this is; undefined where none is, or several could be. */
export function findSame(shown: ShownMessage, found: readonly Activity[]): Activity | undefined {
  if (!shown.text) return undefined;
  const own = essence(parseReply(shown.text, shown.from.name).own || shown.text);
  if (own === "") return undefined;
  const same = found.filter((activity) => isSameText(essence(activity.text), own) && isFrom(shown, activity));
  const names = new Set(same.map(({ messageKeys }) => messageKeys[0]));
  return names.size === 1 ? same[0] : undefined;
}
