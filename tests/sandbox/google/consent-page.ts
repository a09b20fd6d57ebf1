// The pages a rep sees at Google: choose an account, agree. Plain forms, so that a real browser can click through.
import type { WorldMailbox } from "../mailboxes/world.ts";
import { identityScopes } from "./tokens.ts";

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const hidden = (name: string, value: string) =>
  `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`;

const layOut = (title: string, content: string) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)} - Google (stand-in)</title>
<style>
body{font:16px/1.5 system-ui,sans-serif;color:#1f1f1f;background:#f0f4f9;margin:0}
main{max-width:30rem;margin:10vh auto;padding:2rem;border-radius:1.5rem;background:#fff}
button{font:inherit;padding:.5rem 1.25rem;border-radius:1.25rem;border:1px solid #747775;background:#fff;cursor:pointer}
button.main{background:#0b57d0;border-color:#0b57d0;color:#fff}
.account{display:block;width:100%;margin:.5rem 0;text-align:left}
label{display:block;margin:.5rem 0}
small{color:#444746}
</style></head><body><main><h1>${escaped(title)}</h1>${content}</main></body></html>`;

export function chooserPage(asked: URLSearchParams, mailboxes: readonly WorldMailbox[]): string {
  const fields = [...asked].filter(([name]) => name !== "login_hint").map(([name, value]) => hidden(name, value));
  const accounts = mailboxes.map(
    ({ name, address }) =>
      `<button class="account" name="login_hint" value="${escaped(address)}">${escaped(name)}<br><small>${escaped(address)}</small></button>`,
  );
  return layOut("Choose an account", `<form method="get">${fields.join("")}${accounts.join("")}</form>`);
}

export function consentPage(
  asked: URLSearchParams,
  mailbox: WorldMailbox,
  requested: readonly string[],
  ticked: readonly string[],
): string {
  const others = new URLSearchParams(asked);
  others.delete("login_hint");
  const boxes = requested
    .filter((scope) => !identityScopes.includes(scope))
    .map((scope) => {
      const isTicked = ticked.includes(scope) ? " checked" : "";
      return `<label><input type="checkbox" name="ticked" value="${escaped(scope)}"${isTicked}> ${escaped(scope)}</label>`;
    });
  return layOut(
    "Kith wants access to your Google Account",
    `<p>${escaped(mailbox.address)} <a href="?${escaped(others.toString())}">Use another account</a></p>
<form method="post">${hidden("asked", asked.toString())}${hidden("account", mailbox.address)}
<p>Select what Kith can access</p>${boxes.join("")}
<p><button name="decision" value="cancel">Cancel</button>
<button class="main" name="decision" value="allow">Allow</button></p></form>`,
  );
}

export const errorPage = (error: string) =>
  layOut("Access blocked", `<p>This app's request is invalid.</p><p>${escaped(error)}</p>`);
