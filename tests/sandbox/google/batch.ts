// Many calls in one: developers.google.com/workspace/gmail/api/guides/batch.
import { randomUUID } from "node:crypto";
import type { Answer } from "../mailboxes/faults.ts";
import { refuse } from "./errors.ts";

/** More than so many inner calls are refused as a whole. */
const most = 100;

export interface InnerCall {
  readonly contentId: string;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface InnerAnswer {
  readonly contentId: string;
  readonly answer: Answer;
}

const headersOf = (lines: readonly string[]) =>
  Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(":")).trim().toLowerCase(),
      line.slice(line.indexOf(":") + 1).trim(),
    ]),
  );

const malformed = () => refuse("badRequest", { message: "Failed to parse batch request" });

export function parseBatch(contentType: string, body: Buffer): InnerCall[] {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1] ?? malformed();
  const pieces = `\r\n${body.toString("latin1")}`.split(`\n--${boundary}`).slice(1);
  const calls = pieces
    .filter((piece) => !piece.startsWith("--"))
    .map((piece): InnerCall => {
      const [outer = "", inner = "", ...rest] = piece.replace(/^[^\n]*\n/, "").split(/\r?\n\r?\n/);
      const [requestLine = "", ...lines] = inner.trim().split(/\r?\n/);
      const [method, target] = requestLine.split(" ");
      if (!method || !target) return malformed();
      const { pathname, search } = new URL(target, "https://localhost");
      return {
        contentId: headersOf(outer.split(/\r?\n/))["content-id"] ?? "",
        method,
        url: pathname + search,
        headers: headersOf(lines),
        body: Buffer.from(rest.join("\r\n\r\n").trimEnd(), "latin1"),
      };
    });
  if (calls.length === 0) return malformed();
  if (calls.length > most) refuse("badRequest", { message: `The batch request contains more than ${most} calls.` });
  return calls;
}

/** The outer answer is 200, whatever came of the inner calls. */
export function writeBatch(answers: readonly InnerAnswer[]): Answer {
  const boundary = `batch_${randomUUID()}`;
  const parts = answers.map(({ contentId, answer: { status, headers, body } }) => {
    const text = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
    const more = Object.entries(headers ?? {}).map(([name, value]) => `${name}: ${value}\r\n`);
    return [
      `--${boundary}\r\nContent-Type: application/http\r\n`,
      contentId ? `Content-ID: ${contentId.replace(/^<?/, "<response-").replace(/>?$/, ">")}\r\n` : "",
      `\r\nHTTP/1.1 ${status} ${status < 300 ? "OK" : "Error"}\r\nContent-Type: application/json; charset=UTF-8\r\n`,
      `${more.join("")}Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}\r\n`,
    ].join("");
  });
  return {
    status: 200,
    headers: { "content-type": `multipart/mixed; boundary=${boundary}` },
    body: `${parts.join("")}--${boundary}--\r\n`,
  };
}
