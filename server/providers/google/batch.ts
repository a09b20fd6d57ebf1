// Many reads of Gmail in one request, and their answers one by one.
import { randomUUID } from "node:crypto";
import type { Access } from "../access.ts";
import { type GoogleClient, parseJson } from "./client.ts";
import type { Answer } from "./errors.ts";

export interface InnerCall {
  /** Letters and digits. */
  readonly id: string;
  readonly path: string;
  readonly units: number;
}

/** Answers by the id of their call; a call may have none. Throws what the whole batch was refused with. */
export async function readBatch(
  client: GoogleClient,
  access: Access,
  calls: readonly InnerCall[],
): Promise<Map<string, Answer>> {
  const boundary = `batch-${randomUUID()}`;
  const parts = calls.map(
    ({ id, path }) =>
      `--${boundary}\r\nContent-Type: application/http\r\nContent-ID: <${id}>\r\n\r\nGET ${path} HTTP/1.1\r\n\r\n`,
  );
  const answer = await client.request(
    access,
    calls.reduce((sum, call) => sum + call.units, 0),
    {
      usualRoot: "https://gmail.googleapis.com",
      path: "/batch/gmail/v1",
      method: "POST",
      headers: { "content-type": `multipart/mixed; boundary=${boundary}` },
      body: `${parts.join("")}--${boundary}--\r\n`,
    },
  );
  return parseBatch(answer);
}

/**
 * Google's answer only: each part one HTTP answer whose body is one line of JSON or more, in which no line can begin
 * with the boundary. A parser of mails would do, but none that we keep takes a mail apart, and this is all of it.
 */
export function parseBatch({ headers, body }: Answer): Map<string, Answer> {
  const answers = new Map<string, Answer>();
  const [, quoted, bare] = /boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(headers.get("content-type") ?? "") ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined || typeof body !== "string") return answers;
  for (const part of `\n${body}`.split(`\n--${boundary}`).slice(1)) {
    const [outer, afterOuter] = cutAtBlankLine(part);
    const [inner, content] = cutAtBlankLine(afterOuter);
    // In any order, and told apart by the id of the call alone.
    const id = /^content-id:\s*<response-([^>]+)>/im.exec(outer)?.[1];
    const status = /^HTTP\/[\d.]+ (\d{3})/.exec(inner.trimStart())?.[1];
    if (id === undefined || status === undefined) continue;
    answers.set(id, { status: Number(status), headers: parseHeaders(inner), body: parseJson(content.trim()) });
  }
  return answers;
}

/** Head and rest; the rest may be megabytes and is not looked through. */
function cutAtBlankLine(text: string): [head: string, rest: string] {
  const blank = /\r?\n\r?\n/.exec(text);
  return blank ? [text.slice(0, blank.index), text.slice(blank.index + blank[0].length)] : [text, ""];
}

function parseHeaders(head: string): Headers {
  const headers = new Headers();
  for (const line of head.split(/\r?\n/)) {
    const [, name, value] = /^([\w-]+):[ \t]*([\x20-\x7e]*)$/.exec(line) ?? [];
    if (name && value !== undefined) headers.append(name, value);
  }
  return headers;
}
