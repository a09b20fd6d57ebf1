// The guides to connecting mailboxes, with their pictures, as pages of the very server they are about.
import { readdirSync, readFileSync } from "node:fs";
import type { Express } from "express";
import { marked } from "marked";
import { pagePolicy } from "./pages.ts";

const guides = [
  { path: "/guide/google", file: "connect-google.md", title: "Google" },
  { path: "/guide/microsoft", file: "connect-microsoft.md", title: "Microsoft" },
];

const page = (title: string, body: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${title}</title>
    <link rel="stylesheet" href="/assets/account.css">
  </head>
  <body>
    <main class="guide">${body}</main>
  </body>
</html>
`;

const choice = `<h1>Connect mailboxes</h1>
<p>Kith connects to a vendor through an app that belongs to you. Whoever runs this server registers it once:</p>
<ul>${guides.map(({ path, title }) => `<li><a href="${path}">${title}, step by step</a></li>`).join("")}</ul>`;

const pictures = new URL("../../docs/pictures/guide/", import.meta.url);

export function serveGuides(app: Express) {
  const serve = (path: string, html: string) =>
    app.get(path, (_request, response) => {
      response.set("Content-Security-Policy", `${pagePolicy}; img-src 'self'`).type("html").send(html);
    });
  serve("/guide/mailboxes", page("Connect mailboxes", choice));
  for (const { path, file, title } of guides) {
    const text = readFileSync(new URL(`../../docs/${file}`, import.meta.url), "utf8");
    serve(path, page(`Connect mailboxes at ${title}`, marked.parse(text, { async: false })));
  }
  // Where the guides' relative links lead from here, as they do from `docs/`. Only what lay there at the start is served.
  for (const name of readdirSync(pictures).filter((file) => file.endsWith(".svg"))) {
    const picture = readFileSync(new URL(name, pictures), "utf8");
    app.get(`/guide/pictures/guide/${name}`, (_request, response) => {
      response.type("svg").send(picture);
    });
  }
}
