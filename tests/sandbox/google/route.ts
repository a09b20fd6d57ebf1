// What a call to one of Google's APIs is, and the table it is looked up in.
import type { Answer } from "../mailboxes/faults.ts";
import type { World, WorldMailbox } from "../mailboxes/world.ts";
import type { CalendarIndex } from "./calendar-index.ts";
import { refuse } from "./errors.ts";
import type { MailIndex } from "./mail-index.ts";
import type { Push } from "./push.ts";
import type { Switches } from "./switches.ts";

/** What all calls share. */
export interface Room {
  readonly world: World;
  readonly clock: () => number;
  readonly switches: Switches;
  readonly push: Push;
  /** What `sendUpdates` said when an event was made or cancelled, by the event's id. */
  readonly invitations: Map<string, string>;
  mail(address: string): MailIndex;
  calendar(address: string): CalendarIndex;
}

export interface Call {
  readonly room: Room;
  /** Whose token it is. */
  readonly mailbox: WorldMailbox;
  /** What the token allows. */
  readonly scopes: readonly string[];
  /** From the path. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Buffer;
}

export interface Route {
  /** As Google's discovery document calls it. */
  readonly id: string;
  readonly method: string;
  /** With `:name` for one piece of the path. */
  readonly path: string;
  readonly api: "gmail" | "calendar" | "pubsub" | "identity";
  readonly units: number;
  /** One of these is enough; none are needed where empty. */
  readonly scopes: readonly string[];
  answer(call: Call): Answer | Promise<Answer>;
}

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

export function routeTable(routes: readonly Route[]): (method: string, path: string) => Match | undefined {
  const compiled = routes.map((route) => ({
    route,
    pattern: new RegExp(`^${route.path.replace(/\/:(\w+)/g, "/(?<$1>[^/:]+)")}$`),
  }));
  return (method, path) => {
    for (const { route, pattern } of compiled) {
      if (route.method !== method) continue;
      const found = pattern.exec(path);
      if (!found) continue;
      const pieces = Object.entries(found.groups ?? {});
      return { route, params: Object.fromEntries(pieces.map(([name, piece]) => [name, decodeURIComponent(piece)])) };
    }
    return undefined;
  };
}

export const ok = (body: unknown): Answer => ({ status: 200, body });

export function bodyOf<T>({ body }: Call): T {
  try {
    return JSON.parse(body.toString() || "{}") as T;
  } catch {
    return refuse("parseError");
  }
}

/** A whole number within bounds; what is above the greatest is cut, as Google does. */
export function sizeOf(query: URLSearchParams, name: string, usual: number, greatest: number): number {
  const given = query.get(name);
  if (given === null) return usual;
  const size = Number(given);
  if (!Number.isInteger(size) || size < 1) return refuse("invalidArgument", { message: `Invalid value at '${name}'` });
  return Math.min(size, greatest);
}
