/** The Gmail stand-in, whole. */
import type { StandIn } from "../stand-in.ts";
import { gmailData } from "./data.ts";
import { threadToken } from "./ids.ts";
import { type GmailSkin, gmailSkins } from "./skins.ts";
import { gmailRows, gmailTruth } from "./truth.ts";

export const gmail: StandIn<GmailSkin> = {
  hosts: ["mail.google.com"],
  skins: gmailSkins,
  hostOf: () => "mail.google.com",
  script: "gmail/browser/app.ts",
  style: "gmail/gmail.css",
  data: gmailData,
  listPath: (skin) => (skin.layout === "popout" ? "/mail/u/0/popout?ver=1#inbox" : "/mail/u/0/#inbox"),
  threadPath: (skin, _world, thread) =>
    `${skin.layout === "popout" ? "/mail/u/0/popout?ver=1" : "/mail/u/0/"}#${thread.folder}/${threadToken(thread)}`,
  threadKey: (_skin, thread) => threadToken(thread),
  truth: gmailTruth,
  rows: gmailRows,
};
