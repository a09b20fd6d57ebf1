// What can go wrong on the way to a vendor, scripted per request. Both stand-ins ask here before they answer.
import type { IncomingMessage, ServerResponse } from "node:http";

export type Fault =
  | {
      readonly kind: "status";
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: string;
    }
  /** The connection is cut before any answer. */
  | { readonly kind: "reset" }
  /** The request takes effect, and the connection is cut before the answer. */
  | { readonly kind: "lost_answer" }
  | { readonly kind: "hang" }
  /** The first half of the real answer. */
  | { readonly kind: "truncated" }
  /** The real answer in pieces over this time. */
  | { readonly kind: "slow"; readonly ms: number };

export interface FaultRule {
  readonly fault: Fault;
  readonly method?: string;
  /** Against path and query, as they arrive. */
  readonly url: RegExp;
  /** The address of the mailbox the request's token belongs to. */
  readonly mailbox?: string;
  /** How many requests it strikes; 1 unless told. */
  readonly times?: number;
  /** How many that match pass unharmed before. */
  readonly after?: number;
}

export class Faults {
  #rules: { rule: FaultRule; left: number; skip: number }[] = [];

  add(rule: FaultRule): void {
    this.#rules.push({ rule, left: rule.times ?? 1, skip: rule.after ?? 0 });
  }

  clear(): void {
    this.#rules = [];
  }

  /** How many strikes are still waiting: a test that ends with some has not tested what it meant to. */
  get waiting(): number {
    return this.#rules.reduce((sum, { left }) => sum + left, 0);
  }

  /** The fault that strikes this request, used up by it. */
  take(method: string, url: string, mailbox: string | null): Fault | null {
    for (const entry of this.#rules) {
      const { rule } = entry;
      const matches = (rule.method ?? method) === method && (rule.mailbox ?? mailbox) === mailbox && rule.url.test(url);
      if (!matches || entry.left === 0) continue;
      if (entry.skip > 0) {
        entry.skip -= 1;
        continue;
      }
      entry.left -= 1;
      return rule.fault;
    }
    return null;
  }
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body: unknown;
}

/** Answers a request, or lets a fault have it. `answer` runs unless the fault keeps the request from taking effect. */
export async function answerWith(
  fault: Fault | null,
  request: IncomingMessage,
  response: ServerResponse,
  answer: () => Promise<Answer> | Answer,
): Promise<void> {
  if (fault?.kind === "reset") return void request.socket.destroy();
  if (fault?.kind === "hang") return;
  if (fault?.kind === "status") {
    response.writeHead(fault.status, { "content-type": "application/json", ...fault.headers });
    response.end(fault.body ?? "{}");
    return;
  }
  const { status, headers, body } = await answer();
  if (fault?.kind === "lost_answer") return void request.socket.destroy();
  const bytes = Buffer.from(typeof body === "string" ? body : body === undefined ? "" : JSON.stringify(body));
  response.writeHead(status, {
    "content-type": typeof body === "string" ? "text/plain" : "application/json",
    ...headers,
    ...(fault?.kind === "truncated" && { "content-length": String(bytes.length) }),
  });
  if (fault?.kind === "truncated") {
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => request.socket.destroy());
    return;
  }
  if (fault?.kind === "slow") {
    const pieces = 10;
    const size = Math.ceil(bytes.length / pieces);
    for (let piece = 0; piece < pieces; piece += 1) {
      response.write(bytes.subarray(piece * size, (piece + 1) * size));
      await new Promise((resolve) => setTimeout(resolve, fault.ms / pieces));
    }
    response.end();
    return;
  }
  response.end(bytes);
}
