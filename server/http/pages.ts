// The two pages a person opens in a browser: the first set-up, and an invitation; and what every page is made of.
import { readFileSync } from "node:fs";
import type { Express } from "express";

const files = [
  { path: "/set-up", file: "set-up.html", type: "html" },
  { path: "/invite", file: "invite.html", type: "html" },
  { path: "/assets/account.css", file: "account.css", type: "css" },
  { path: "/assets/account.js", file: "account.js", type: "js" },
  { path: "/assets/connect.js", file: "connect.js", type: "js" },
];

/** Nothing but what lies beside the page; no frame may hold it, and no form of it goes anywhere by itself. */
export const pagePolicy = [
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
      response.set("Content-Security-Policy", pagePolicy).type(type).send(content);
    });
  }
}
