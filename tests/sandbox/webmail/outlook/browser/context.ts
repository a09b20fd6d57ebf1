/** What all parts of the page share: the data, the words, where the page is and how to get elsewhere. */
import { type Clock, h, icon, renameClasses, root } from "../../browser/dom.ts";
import type { OutlookData, OutlookThread } from "../data.ts";

const answer = await fetch(new URL("../../data.json", import.meta.url));
export const data = (await answer.json()) as OutlookData;

export const { skin, words, account } = data;
export const clock: Clock = { language: data.language, timeZone: data.timeZone, now: data.now };

if (skin.renamed) renameClasses(skin.name);
root.lang = data.language;
root.dir = data.direction;

const folderNames: Record<string, string> = { inbox: "inbox", sent: "sentitems", archive: "archive" };
const home = skin.consumer ? "/mail/0/" : "/mail/";

export interface Place {
  folder: string;
  thread: OutlookThread | undefined;
}

export function placeNow(): Place {
  const parts = location.pathname.slice(home.length).split("/").map(decodeURIComponent);
  const id = parts.at(-1) ?? "";
  const thread = data.threads.find((candidate) => candidate.itemIds.includes(id));
  const named = Object.entries(folderNames).find(([, name]) => name === parts[0])?.[0];
  return { folder: named ?? thread?.folder ?? "inbox", thread };
}

let visits = 0;

/** Tells the page to show what the address says; set by the app. */
export const navigation: { changed: () => void } = { changed: () => undefined };

export function goTo(folder: string, thread?: OutlookThread): void {
  visits += 1;
  const id = thread?.itemIds[visits % thread.itemIds.length];
  const folderPart = skin.plainPath && id ? "" : `${folderNames[folder]}/`;
  history.pushState(null, "", `${home}${folderPart}${id ? `id/${encodeURIComponent(id)}` : ""}`);
  navigation.changed();
}

export const threadsIn = (folder: string): OutlookThread[] => data.threads.filter((thread) => thread.folder === folder);

/** Icons go by name, in every language. */
export const named = (name: string, drawn: string): HTMLElement => {
  const element = h("i", { "data-icon-name": name, "aria-hidden": "true", class: "root-89 k-glyph" });
  element.append(icon(drawn));
  return element;
};

export const tool = (name: string, drawn: string, label: string, act?: () => void): HTMLElement =>
  h(
    "div",
    { class: "ms-OverflowSet-item", role: "none" },
    h(
      "button",
      { type: "button", class: "ms-Button ms-Button--icon k-tool", "aria-label": label, title: label, onclick: act },
      named(name, drawn),
    ),
  );
