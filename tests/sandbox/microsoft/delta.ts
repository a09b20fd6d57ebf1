// Rounds of change tracking, the same for messages, folders and events
// (microsoft-graph-docs-contrib concepts/delta-query-overview.md).
import type { Answer } from "../mailboxes/faults.ts";
import { type Call, ok } from "./call.ts";
import type { Item, Round } from "./delta-tokens.ts";
import { badRequest, GraphError } from "./graph-error.ts";
import type { Death } from "./switches.ts";

/** Answers a delta request: the first of all, a later page, or the next round. */
export function answerDelta(call: Call, begin: (call: Call) => Round): Answer {
  const { delta, graphRoot } = call.state;
  const given = call.query.get("$skiptoken") || call.query.get("$deltatoken");
  if (!given) return pageOf(call, begin(call), -1);
  // "From now on" is for directories and drives (msgraph-sdk-dotnet #1281).
  if (given === "latest") throw badRequest("Badly formed token.", "ErrorInvalidUrlQuery");
  const token = delta.find(given);
  if (!token || token.address !== call.box.mailbox.address) throw dead("gone", "");
  const { round } = token;
  round.check();
  const death = delta.deathOf(token);
  if (death) throw dead(death, `${graphRoot}/v1.0${round.path}?$deltatoken=${round.query}`);
  return token.on === "nextLink" ? pageOf(call, round, token.offset) : pageOf(call, round.next(), -1);
}

/** The page size is this request's, not the first one's; `offset` -1 is the beginning of a round. */
function pageOf(call: Call, given: Round, offset: number): Answer {
  const { switches, graphRoot, delta } = call.state;
  const isBegin = offset === -1;
  const round = isBegin && switches.repeats ? { ...given, items: twice(given.items) } : given;
  const isEmpty = isBegin && switches.emptyPages;
  const from = Math.max(offset, 0);
  const to = isEmpty ? from : Math.min(from + (call.prefer.maxPageSize ?? round.pageSize), round.items.length);
  const on = to >= round.items.length && !isEmpty ? "deltaLink" : "nextLink";
  const name = delta.make({ on, address: call.box.mailbox.address, round, offset: to, death: null });
  const link = `${graphRoot}/v1.0${round.path}?$${on === "deltaLink" ? "deltatoken" : "skiptoken"}=${name}`;
  const isLost = switches.lostLinks > 0;
  if (isLost) switches.lostLinks -= 1;
  return ok(call, {
    "@odata.context": `${graphRoot}/v1.0/$metadata#Collection(${round.collection})`,
    ...(!isLost && { [`@odata.${on}`]: link }),
    value: round.items.slice(from, to).flatMap((item) => item(call.prefer)),
  });
}

const twice = (items: readonly Item[]) => [...items, ...items.filter((_, index) => index % 2 === 0)];

function dead(as: Death, location: string): GraphError {
  const unknown = "The sync state generation is not found.";
  if (as === "badRequest") return new GraphError(400, "SyncStateNotFound", unknown);
  if (as === "location") return new GraphError(410, "SyncStateNotFound", unknown, { location });
  if (as === "resync") return new GraphError(410, "resyncRequired", "Resync required: start again without a token.");
  return new GraphError(410, "SyncStateNotFound", unknown);
}

/** Old changes that are told once more come first, in their old order. */
export const replayFrom = (position: number, replays: number) => Math.max(0, position - replays);
