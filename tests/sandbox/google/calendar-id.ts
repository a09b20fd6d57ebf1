// Ids of events and of the instances of a series.
import { hash } from "node:crypto";
import { instantOf, type WorldEvent } from "../mailboxes/world.ts";

/** Ids are base32hex; one that is not from Google gets one of its own. */
export const idOf = ({ id }: WorldEvent): string =>
  /^[a-v0-9]{5,1024}$/.test(id)
    ? id
    : BigInt(`0x${hash("sha1", id).slice(0, 32)}`)
        .toString(32)
        .padStart(26, "0");

const basic = (instant: string) => instant.replace(/[-:]|\.\d+/g, "");

/** The master's id, and when the instance was to begin: in UTC, or the day. */
export const instanceIdOf = (event: WorldEvent, originalStart: string): string =>
  `${idOf(event)}_${originalStart.includes("T") ? basic(instantOf(originalStart, event.timeZone)) : originalStart.replaceAll("-", "")}`;
