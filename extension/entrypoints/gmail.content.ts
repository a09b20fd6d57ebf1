import { defineContentScript } from "wxt/utils/define-content-script";
import { gmailReader } from "../webmail/gmail/reader.ts";
import { start } from "../webmail/start.ts";

export default defineContentScript({
  matches: ["https://mail.google.com/*"],
  runAt: "document_idle",
  // A pop-out window of Gmail's is a page of its own, with a top frame of its own.
  allFrames: false,
  noScriptStartedPostMessage: true,
  main: (context) => start(gmailReader(), context.signal, () => context.notifyInvalidated()),
});
