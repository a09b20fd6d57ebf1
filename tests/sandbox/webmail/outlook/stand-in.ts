/** The Outlook stand-in, whole. */
import type { StandIn } from "../stand-in.ts";
import { outlookData } from "./data.ts";
import { itemId } from "./ids.ts";
import { type OutlookSkin, outlookSkins } from "./skins.ts";
import { outlookRows, outlookTruth } from "./truth.ts";

const home = (skin: OutlookSkin): string => (skin.consumer ? "/mail/0/" : "/mail/");

const folders = { inbox: "inbox", sent: "sentitems", archive: "archive" } as const;

export const outlook: StandIn<OutlookSkin> = {
  hosts: ["outlook.office.com", "outlook.office365.com", "outlook.live.com", "outlook.cloud.microsoft"],
  skins: outlookSkins,
  hostOf: (skin) => skin.host ?? "outlook.office.com",
  script: "outlook/browser/app.ts",
  style: "outlook/outlook.css",
  data: outlookData,
  listPath: home,
  threadPath: (skin, _world, thread) => {
    const id = encodeURIComponent(itemId(skin, thread));
    if (skin.layout === "deeplink") return `${home(skin)}deeplink/read/${id}?ItemID=${id}&exvsurl=1`;
    return `${home(skin)}${skin.plainPath ? "" : `${folders[thread.folder]}/`}id/${id}`;
  },
  threadKey: itemId,
  truth: outlookTruth,
  rows: outlookRows,
};
