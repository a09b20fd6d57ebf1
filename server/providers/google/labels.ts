// Gmail's labels: which are places, and which hide a message from us.
import { z } from "zod";
import type { Access } from "../access.ts";
import type { Place } from "../mail-provider.ts";
import type { GoogleClient } from "./client.ts";
import { units } from "./units.ts";

/** A draft changes its id with every save; chat, spam and trash are no mail of the rep's. */
const hiding = new Set(["DRAFT", "CHAT", "SPAM", "TRASH"]);
const placesOfGmail: Readonly<Record<string, string>> = { INBOX: "Inbox", SENT: "Sent" };
/** What else Gmail itself puts on a message: marks, no places. */
const marks = new Set([...hiding, "UNREAD", "STARRED", "IMPORTANT"]);
const isMark = (id: string) => marks.has(id) || id.startsWith("CATEGORY_");

export const isHidden = (labelIds: readonly string[]) => labelIds.some((id) => hiding.has(id));

export const placeIdsOf = (labelIds: readonly string[]) => labelIds.filter((id) => !isMark(id));

const labelList = z.object({
  labels: z.array(z.object({ id: z.string(), name: z.string(), type: z.string().optional() })).default([]),
});

export async function listPlaces(client: GoogleClient, access: Access): Promise<Place[]> {
  const { labels } = await client.ask(access, units.labels, labelList, (options) =>
    client.gmail.users.labels.list({ userId: "me" }, options),
  );
  const own = labels
    .filter(({ type }) => type === "user")
    .map(({ id, name }) => ({ id, name: name.split("/").join(" / ") }))
    .sort((a, b) => a.name.localeCompare(b.name));
  const system = labels.flatMap(({ id }) => (placesOfGmail[id] ? [{ id, name: placesOfGmail[id] }] : []));
  return [...system.sort((a, b) => a.name.localeCompare(b.name)), ...own];
}
