// The least a content script can be: does nothing until the page asks for an empty frame or for one record.
import { chrome } from "./chrome.ts";

const twoFrames = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

addEventListener("bare-frame", () => {
  document.querySelector("[data-bare]")?.remove();
  const host = document.createElement("div");
  host.dataset.bare = "";
  host.style.cssText = "position:fixed;inset:0 0 0 auto;width:340px";
  const frame = document.createElement("iframe");
  frame.src = chrome.runtime.getURL("frame.html");
  frame.style.cssText = "display:block;width:100%;height:100%;border:0";
  host.attachShadow({ mode: "closed" }).append(frame);
  document.documentElement.append(host);
});

addEventListener("bare-unframe", () => document.querySelector("[data-bare]")?.remove());

addEventListener("bare-read", (event) => {
  const started = performance.now();
  const id = (event as CustomEvent<string>).detail;
  void chrome.runtime
    .sendMessage(id)
    .then(twoFrames)
    .then(() => dispatchEvent(new CustomEvent("bare-painted", { detail: performance.now() - started })));
});
