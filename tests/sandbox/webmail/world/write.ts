/** Writes a message's HTML and text from one plain text, so that the two cannot differ. */

import { lena } from "./people.ts";
import type { Participant, SandboxMessage, SandboxThread } from "./types.ts";

export const escapeHtml = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");

/** How the sender's program writes: as Gmail does, as Word does, or right to left. */
export type Hand = "divs" | "word" | "rtl";

interface Letter {
  from: Participant;
  to?: readonly Participant[];
  cc?: readonly Participant[];
  /** UTC, `2026-10-07 14:05`. */
  at: string;
  text: string;
  signature?: string;
  /** "card": a table with the name in bold; "dashes": plain lines below "-- ". */
  signatureAs?: "card" | "dashes" | "lines";
  hand?: Hand;
  /** Instead of the HTML made from `text`. */
  html?: string;
  quoted?: SandboxMessage;
  draft?: boolean;
  justSent?: boolean;
  attachments?: readonly string[];
}

const linesOf = (text: string): string[] =>
  text
    .trim()
    .split("\n")
    .map((line) => line.trim());

function bodyHtml(text: string, hand: Hand): string {
  const paragraphs = linesOf(text).join("\n").split("\n\n");
  return paragraphs
    .map((paragraph) => {
      const lines = paragraph.split("\n").map(escapeHtml);
      if (hand === "word") return `<p class="MsoNormal" style="margin:0 0 10pt">${lines.join("<br>")}</p>`;
      if (hand === "rtl") return `<div dir="rtl">${lines.join("<br>")}</div><br>`;
      return `${lines.map((line) => `<div>${line}</div>`).join("")}<div><br></div>`;
    })
    .join("");
}

function linkedLine(line: string): string {
  const address = /[\w.+-]+@[\w.-]+/.exec(line)?.[0];
  const safe = escapeHtml(line);
  return address ? safe.replace(address, `<a href="mailto:${address}">${address}</a>`) : safe;
}

function signatureHtml(signature: string, as: Letter["signatureAs"]): string {
  const [name = "", ...rest] = linesOf(signature);
  if (as === "dashes") {
    return `<span>-- </span><br><div dir="auto">${[name, ...rest].map(linkedLine).join("<br>")}</div>`;
  }
  if (as === "lines") return `<div>${[name, ...rest].map(linkedLine).join("<br>")}</div>`;
  const rows = rest.map((line) => `<tr><td style="font-size:12px;padding:0">${linkedLine(line)}</td></tr>`);
  return `<table cellpadding="0" cellspacing="0" style="border-left:3px solid #3a7ca5;padding-left:10px"><tbody><tr><td style="padding:0"><b>${escapeHtml(name)}</b></td></tr>${rows.join("")}</tbody></table>`;
}

export function aLetter(id: string, letter: Letter): SandboxMessage {
  const as = letter.signatureAs ?? "card";
  const parts = [linesOf(letter.text).join("\n")];
  let html = letter.html ?? bodyHtml(letter.text, letter.hand ?? "divs");
  if (letter.signature) {
    parts.push(`${as === "dashes" ? "--\n" : ""}${linesOf(letter.signature).join("\n")}`);
    html += signatureHtml(letter.signature, as);
  }
  return {
    id,
    from: letter.from,
    to: letter.to ?? [lena],
    cc: letter.cc ?? [],
    sentAt: new Date(`${letter.at.replace(" ", "T")}:00Z`).toISOString(),
    html,
    text: parts.join("\n\n"),
    ...(letter.quoted ? { quoted: letter.quoted } : {}),
    ...(letter.draft ? { draft: true } : {}),
    ...(letter.justSent ? { justSent: true } : {}),
    ...(letter.attachments ? { attachments: letter.attachments } : {}),
  };
}

export function aThread(
  id: string,
  subject: string,
  messages: readonly SandboxMessage[],
  rest: Partial<Pick<SandboxThread, "folder" | "labels" | "unread" | "starred">> = {},
): SandboxThread {
  return { id, subject, messages, folder: "inbox", labels: [], unread: false, starred: false, ...rest };
}

/** Letters that answer one another, each quoting the one before. */
export function aCorrespondence(id: string, letters: readonly Omit<Letter, "quoted">[]): SandboxMessage[] {
  const messages: SandboxMessage[] = [];
  for (const [index, letter] of letters.entries()) {
    const before = messages.at(-1);
    messages.push(aLetter(`${id}-${index + 1}`, { ...letter, ...(before ? { quoted: before } : {}) }));
  }
  return messages;
}

export const lenaSignature = `
  Lena Vogt
  Account Manager, Brightwater Pumps AB
  +46 8 465 004 20
  www.brightwater.example`;
