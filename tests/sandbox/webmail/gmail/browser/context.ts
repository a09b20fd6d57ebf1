/** What all parts of the page share: the data, the words, how to get somewhere. */
import { type Clock, renameClasses, root } from "../../browser/dom.ts";
import type { GmailData, GmailThread } from "../data.ts";

const answer = await fetch(new URL("../../data.json", import.meta.url));
export const data = (await answer.json()) as GmailData;

export const { skin, words, account } = data;
export const clock: Clock = { language: data.language, timeZone: data.timeZone, now: data.now };

if (skin.renamed) renameClasses(skin.name);
root.lang = data.language;
root.dir = data.direction;

// GLOBALS, as the page's own scripts leave it: readable in the page's world only.
const globals: unknown[] = [];
globals[4] = data.language;
globals[9] = "5f0c2d71ab";
globals[10] = account.address;
window.GLOBALS = globals;

export const findByToken = (token: string): GmailThread | undefined =>
  data.threads.find((thread) => thread.token === token || thread.legacy === token);

/** Where the page is: `#inbox`, `#sent/<token>`. */
export interface Place {
  folder: string;
  token: string | null;
}

export function placeNow(): Place {
  const [folder = "", token] = decodeURIComponent(location.hash.slice(1)).split("/");
  return { folder: folder || "inbox", token: token ?? null };
}

export const goTo = (folder: string, token?: string): void => {
  location.hash = token ? `#${folder}/${token}` : `#${folder}`;
};

export function threadsIn(folder: string): GmailThread[] {
  if (folder === "starred") return data.threads.filter((thread) => thread.starred);
  if (folder === "all") return data.threads;
  return data.threads.filter((thread) => thread.folder === folder);
}
