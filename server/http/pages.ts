// The two pages a person opens in a browser: the first set-up, and an invitation.
import { readFileSync } from "node:fs";
import type { Express } from "express";

const files = [
  { path: "/set-up", file: "set-up.html", type: "html" },
  { path: "/invite", file: "invite.html", type: "html" },
  { path: "/assets/account.css", file: "account.css", type: "css" },
  { path: "/assets/account.js", file: "account.js", type: "js" },
];

/** Nothing but what lies beside the page; no frame may hold it, and no form of it goes anywhere by itself. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

export function servePages(app: Express) {
  for (const { path, file, type } of files) {
    const content = readFileSync(new URL(`pages/${file}`, import.meta.url), "utf8");
    app.get(path, (_request, response) => {
      response.set("Content-Security-Policy", policy).type(type).send(content);
    });
  }
}
