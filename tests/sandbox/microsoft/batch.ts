// Many requests in one (microsoft-graph-docs-contrib concepts/json-batching.md).
import type { Answer, Fault, Faults } from "../mailboxes/faults.ts";
import type { Graph, GraphRequest } from "./call.ts";
import { badRequest, errorAnswer, GraphError } from "./graph-error.ts";
import type { State } from "./state.ts";

const batchSize = 20;
/** Outlook is asked by so many of a batch at a time (Q&A 2258712): together with other traffic that is too many. */
const parallel = 4;

interface Part {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly dependsOn?: readonly string[];
}

interface PartAnswer {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

function partsIn(text: string): Part[] {
  let parsed: { requests?: Part[] } = {};
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const parts = parsed.requests;
  if (!Array.isArray(parts)) throw badRequest("Invalid batch payload format.");
  if (parts.length > batchSize) throw badRequest(`Batch request limit exceeded: the limit is ${batchSize}.`);
  const ids = new Set(parts.map(({ id }) => String(id).toLowerCase()));
  if (ids.size !== parts.length) throw badRequest("Request ids must be unique within a batch.");
  const earlier = new Set<string>();
  for (const { id, dependsOn = [] } of parts) {
    if (!dependsOn.every((one) => earlier.has(one.toLowerCase())))
      throw badRequest("dependsOn names no earlier request.");
    earlier.add(id.toLowerCase());
  }
  return parts;
}

const requestOf = (part: Part): GraphRequest => ({
  method: part.method.toUpperCase(),
  url: `/v1.0/${part.url.replace(/^\//, "")}`,
  // Each part is a request of its own: what the batch itself preferred says nothing here.
  headers: Object.fromEntries(Object.entries(part.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value])),
  text: typeof part.body === "string" ? part.body : part.body === undefined ? "" : JSON.stringify(part.body),
});

/** Inside a batch there is no connection to cut: whatever is not a status leaves a part without an answer. */
async function struck(fault: Fault, run: () => Promise<Answer>): Promise<Answer | null> {
  if (fault.kind === "status") {
    const { status, headers, body } = fault;
    const isJson = body !== undefined && /^\s*[{[]/.test(body);
    return { status, ...(headers && { headers }), body: isJson ? JSON.parse(body) : body };
  }
  if (fault.kind === "slow") return await run();
  if (fault.kind === "lost_answer") await run();
  return null;
}

export interface BatchContext {
  readonly state: State;
  readonly graph: Graph;
  readonly faults: Faults;
  readonly mailbox: string | null;
  readonly authorization: string | undefined;
}

async function runPart(context: BatchContext, part: Part): Promise<Answer | null> {
  const { state, graph, faults, mailbox, authorization } = context;
  const request = requestOf(part);
  const run = () => graph(request, authorization);
  if (state.switches.batchThrottled > 0) {
    state.switches.batchThrottled -= 1;
    const message = "Application is over its MailboxConcurrency limit.";
    return errorAnswer(state.throttle.refusal("ApplicationThrottled", message), part.id);
  }
  const fault = faults.take(request.method, request.url, mailbox);
  return fault ? await struck(fault, run) : await run();
}

async function runAll(context: BatchContext, parts: readonly Part[]): Promise<(PartAnswer | null)[]> {
  const outcomes = new Map<string, Promise<PartAnswer | null>>();
  const byId = new Map(parts.map((part) => [part.id.toLowerCase(), part]));
  let running = 0;
  const waiting: (() => void)[] = [];
  const slot = async () => {
    if (running >= parallel) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
  };
  const free = () => {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  };
  const start = (part: Part): Promise<PartAnswer | null> => {
    const known = outcomes.get(part.id);
    if (known) return known;
    const outcome = (async (): Promise<PartAnswer | null> => {
      const before = await Promise.all((part.dependsOn ?? []).map((id) => start(byId.get(id.toLowerCase()) as Part)));
      if (before.some((one) => one !== null && one.status >= 400)) {
        const failed = new GraphError(424, "FailedDependency", "A request this one depends on has failed.");
        return written(part.id, errorAnswer(failed, part.id));
      }
      await slot();
      try {
        const answer = await runPart(context, part);
        return answer && written(part.id, answer);
      } finally {
        free();
      }
    })();
    outcomes.set(part.id, outcome);
    return outcome;
  };
  return await Promise.all(parts.map(start));
}

const written = (id: string, { status, headers, body }: Answer): PartAnswer => ({
  id,
  status,
  headers: Object.fromEntries(
    Object.entries({ "content-type": "application/json", ...headers }).map(([name, value]) => [titled(name), value]),
  ),
  body: body === "" ? null : body,
});

/** Headers inside a batch are JSON, and written as people write them. */
const titled = (name: string) =>
  name.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase());

export async function runBatch(context: BatchContext, text: string): Promise<Answer> {
  const { switches } = context.state;
  try {
    const answers = (await runAll(context, partsIn(text))).filter((answer) => answer !== null);
    if (switches.batchGaps > 0) {
      switches.batchGaps -= 1;
      answers.pop();
    }
    return { status: 200, body: { responses: switches.batchShuffled ? answers.reverse() : answers } };
  } catch (error) {
    if (error instanceof GraphError) return errorAnswer(error, "batch");
    throw error;
  }
}
