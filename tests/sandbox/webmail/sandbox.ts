/**
 * Gmail and Outlook on the web as we know them from webmail-facts.md: a scene and an address in, a page out.
 * Tests, the demo and the README's pictures answer the webmails' real addresses with this.
 *
 * To add a skin: one entry in `gmail/skins.ts` or `outlook/skins.ts`, with a new flag if it differs in a new way;
 * read the flag where the page is built (`<webmail>/browser/`), and say in `<webmail>/truth.ts` what a perfect
 * reader still sees. Scenes, tests and pictures follow from the entry.
 */
import { readdirSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { renamedClass } from "./browser/rename.ts";
import { gmail } from "./gmail/stand-in.ts";
import { outlook } from "./outlook/stand-in.ts";
import type { Skin, StandIn } from "./stand-in.ts";
import { findThread, type SeenRow, type SeenThread, sentMessages } from "./truth.ts";
import type { MailWorld } from "./world.ts";

export type WebmailName = "gmail" | "outlook";

export interface Scene {
  webmail: WebmailName;
  skin: string;
  language: string;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** A stand-in together with one of its skins, so that neither is asked about the other's. */
interface Stage {
  host: string;
  skin: Skin;
  script: string;
  style: string;
  data(language: string, world: MailWorld): unknown;
  listPath(): string;
  threadPath(world: MailWorld, threadId: string): string;
  truth(language: string, world: MailWorld, threadId: string): SeenThread;
  rows(language: string, world: MailWorld): readonly SeenRow[];
}

function stagesOf<S extends Skin>(standIn: StandIn<S>): Map<string, Stage> {
  return new Map(
    standIn.skins.map((skin) => [
      skin.name,
      {
        host: standIn.hostOf(skin),
        skin,
        script: skin.unreadable ? "browser/redesign.ts" : standIn.script,
        style: skin.unreadable ? "browser/redesign.css" : standIn.style,
        data: (language, world) =>
          skin.unreadable ? redesignData(standIn, skin, world) : standIn.data(skin, language, world),
        listPath: () => standIn.listPath(skin),
        threadPath: (world, threadId) => standIn.threadPath(skin, world, findThread(world.threads, threadId)),
        truth: (language, world, threadId) => standIn.truth(skin, language, world, threadId),
        rows: (language, world) => standIn.rows(skin, language, world),
      },
    ]),
  );
}

const redesignData = <S extends Skin>(standIn: StandIn<S>, skin: S, world: MailWorld): unknown =>
  world.threads.map((thread) => ({
    key: standIn.threadKey(skin, thread),
    subject: thread.subject,
    lines: sentMessages(thread).flatMap(({ from, text }) => [from.name, ...text.split("\n")]),
  }));

const stages: Record<WebmailName, Map<string, Stage>> = { gmail: stagesOf(gmail), outlook: stagesOf(outlook) };

export const hosts: Record<WebmailName, readonly string[]> = { gmail: gmail.hosts, outlook: outlook.hosts };

/** Every skin in every language it is made for. */
export const scenes: readonly Scene[] = (["gmail", "outlook"] as const).flatMap((webmail) =>
  [...stages[webmail].values()].flatMap(({ skin }) =>
    skin.languages.map((language) => ({ webmail, skin: skin.name, language })),
  ),
);

function stageOf(scene: Scene): Stage {
  const stage = stages[scene.webmail].get(scene.skin);
  if (!stage) throw new Error(`${scene.webmail} has no skin "${scene.skin}"`);
  return stage;
}

const files = "/mail/_/";
const strictPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; object-src 'none'; base-uri 'self'; require-trusted-types-for 'script'; trusted-types webmail";

const documentText = ({ script, style }: Stage): string => `<!doctype html>
<html><head><meta charset="utf-8"><title>Mail</title><meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="${files}${style}"><script type="module" src="${files}${script}"></script></head>
<body></body></html>
`;

const isRenamed = (skin: Skin): boolean => "renamed" in skin && skin.renamed === true;

function fileText(path: string, skin: Skin): string {
  const text = readFileSync(new URL(path, import.meta.url), "utf8");
  if (path.endsWith(".ts")) return stripTypeScriptTypes(text);
  return isRenamed(skin)
    ? text.replace(/\.([a-z][\w-]*)/gi, (_, token: string) => `.${renamedClass(token, skin.name)}`)
    : text;
}

/** What browsers may have: scripts from the browser folders and the style sheets, nothing of the Node side. */
const served = new Set(
  ["browser", "gmail", "gmail/browser", "outlook", "outlook/browser"].flatMap((folder) =>
    readdirSync(new URL(folder, import.meta.url))
      .filter((name) => name.endsWith(".css") || (name.endsWith(".ts") && folder.endsWith("browser")))
      .map((name) => `${folder}/${name}`),
  ),
);

/** Answers a request for the webmail's real address. Same input, same answer. */
export function answer(scene: Scene, world: MailWorld, url: URL): Answer {
  const stage = stageOf(scene);
  const reply = (type: string, body: string, status = 200): Answer => ({
    status,
    headers: {
      "content-type": `${type}; charset=utf-8`,
      "cache-control": "no-store",
      ...(stage.skin.strict ? { "content-security-policy": strictPolicy } : {}),
    },
    body,
  });
  if (url.pathname === "/") return { status: 302, headers: { location: stage.listPath() }, body: "" };
  if (!url.pathname.startsWith("/mail")) return reply("text/plain", "Not found", 404);
  if (!url.pathname.startsWith(files)) return reply("text/html", documentText(stage));
  const path = url.pathname.slice(files.length);
  if (path === "data.json") return reply("application/json", JSON.stringify(stage.data(scene.language, world)));
  if (!served.has(path)) return reply("text/plain", "Not found", 404);
  return reply(path.endsWith(".css") ? "text/css" : "text/javascript", fileText(path, stage.skin));
}

/** Where a tab shows the list. */
export const listUrl = (scene: Scene): string => `https://${stageOf(scene).host}${stageOf(scene).listPath()}`;

/** Where a tab shows the thread. */
export const threadUrl = (scene: Scene, world: MailWorld, threadId: string): string =>
  `https://${stageOf(scene).host}${stageOf(scene).threadPath(world, threadId)}`;

/** What a perfect reader sees right after the thread has opened. */
export const truthOf = (scene: Scene, world: MailWorld, threadId: string): SeenThread =>
  stageOf(scene).truth(scene.language, world, threadId);

/** The rows of the inbox as a perfect reader sees them, in order and without advertisements. */
export const rowsOf = (scene: Scene, world: MailWorld): readonly SeenRow[] =>
  stageOf(scene).rows(scene.language, world);
