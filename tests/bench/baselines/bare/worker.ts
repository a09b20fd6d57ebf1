// The least a background can be: a message in, one record out.
import { chrome } from "./chrome.ts";
import { getRecord } from "./records.ts";

chrome.runtime.onMessage.addListener((message, _sender, respond) => {
  void getRecord(message).then(respond);
  return true;
});
