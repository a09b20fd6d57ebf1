import { defineContentScript } from "wxt/utils/define-content-script";
import { outlookReader } from "../webmail/outlook/reader.ts";
import { start } from "../webmail/start.ts";

export default defineContentScript({
  matches: [
    "https://outlook.office.com/*",
    "https://outlook.office365.com/*",
    "https://outlook.live.com/*",
    "https://outlook.cloud.microsoft/*",
  ],
  runAt: "document_idle",
  allFrames: false,
  noScriptStartedPostMessage: true,
  main: (context) => start(outlookReader(), context.signal, () => context.notifyInvalidated()),
});
