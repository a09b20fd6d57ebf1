/** Outlook's ids: long base64 that says nothing, in both alphabets. */
import { base64From } from "../ids.ts";
import type { SandboxThread } from "../world/types.ts";
import type { OutlookSkin } from "./skins.ts";

const alphabetOf = (skin: OutlookSkin, id: string): string =>
  skin.urlAlphabet ? id.replaceAll("+", "-").replaceAll("/", "_") : id;

export const conversationId = (skin: OutlookSkin, thread: SandboxThread): string =>
  `${skin.consumer ? "AQQk" : "AAQk"}ADEw${base64From(`conversation/${thread.id}`, 52)}`;

/** The key of a list row, in the shape of a conversation's instance key. */
export const rowKey = (thread: SandboxThread): string => `AQAAAAAJ${base64From(`row/${thread.id}`, 14)}`;

/** How many addresses one mail has had where they vary. */
export const visitsKept = 8;

/** The item id in the address: of the newest message, or another one on each visit. */
export const itemId = (skin: OutlookSkin, thread: SandboxThread, visit = 0): string =>
  alphabetOf(
    skin,
    `${skin.consumer ? "AQMk" : "AAMk"}ADEw${base64From(`item/${thread.id}/${skin.idsVary ? visit : ""}`, 107)}`,
  );

/** Names elements on the page; nothing follows from it. */
export const elementKey = (id: string): string => base64From(`element/${id}`, 12);
