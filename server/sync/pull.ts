// The change feed down: what happened after a cursor, in the order it was committed, in whole mutations.
import { MAX_CHANGES_PER_PULL, type PullRequest } from "#shared/protocol.ts";
import type { PullRow } from "../store/guarded.ts";
import { assertProtocol } from "./push.ts";

const cursorText = /^([0-9a-f-]{36}):(0|[1-9]\d{0,17})$/u;

/** Values of `pullStatement` after token and workspace. A cursor we cannot have given starts from the beginning. */
export function pullValues({ protocol, clientId, cursor }: PullRequest, atLeast = MAX_CHANGES_PER_PULL): unknown[] {
  assertProtocol(protocol);
  const [, epoch = "", version = "0"] = cursorText.exec(cursor ?? "") ?? [];
  return [epoch, version, clientId, atLeast];
}

/** The answer as JSON text: the database has written the records already, and nothing is gained by reading them. */
export function pullBody(row: PullRow, { cursor }: PullRequest): string {
  const position = row.more ? row.last : row.version;
  const reset = cursor !== null && cursor !== `${row.epoch}:${row.start}`;
  const lastSequence = row.more ? "null" : (row.lastSequence ?? "0");
  const head = `{"cursor":"${row.epoch}:${position}","reset":${reset},"more":${row.more === true}`;
  return `${head},"lastSequence":${lastSequence},"changes":[${row.changes ?? ""}]}`;
}
