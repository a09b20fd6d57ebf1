// The load generator: one process, one core, plain sockets, so that little of what is measured is its own.
import { connect, type Socket } from "node:net";
import { answerParent } from "./processes.ts";

export interface Load {
  url: string;
  headers: Record<string, string>;
  /** Requests a second, whether or not answers keep up; null asks again as soon as an answer is there. */
  rate: number | null;
  seconds: number;
  connections: number;
}

export interface LoadResult {
  /** Milliseconds of every answered request; with a rate the wait for a free connection counts. */
  latencies: number[];
  perSecond: number;
  failed: number;
}

await answerParent(async (load: Load) => ({ ready: await generate(load) }));

async function generate({ url, headers, rate, seconds, connections }: Load): Promise<LoadResult> {
  const { hostname, port, pathname, host } = new URL(url);
  const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  const request = Buffer.from(`GET ${pathname} HTTP/1.1\r\n${lines.join("")}\r\n`);
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(Number(port), hostname)));
  const latencies: number[] = [];
  let failed = 0;
  const idle = [...sockets];
  const waiting: number[] = [];
  const started = performance.now();
  const until = started + seconds * 1_000;
  const { promise: finished, resolve: finish } = Promise.withResolvers<void>();

  const send = (socket: Socket, since: number) => {
    readAnswer(socket, (ok) => {
      if (ok) latencies.push(performance.now() - since);
      else failed += 1;
      const next = rate === null && performance.now() < until ? performance.now() : waiting.shift();
      if (next !== undefined) return send(socket, next);
      idle.push(socket);
      if (idle.length === sockets.length && performance.now() >= until) finish();
    });
    socket.write(request);
  };

  if (rate === null) {
    for (const socket of idle.splice(0)) send(socket, performance.now());
  } else {
    let sent = 0;
    const timer = setInterval(() => {
      const now = performance.now();
      const due = Math.floor((Math.min(now, until) - started) * (rate / 1_000));
      for (; sent < due; sent += 1) {
        const socket = idle.pop();
        // The generator's own lateness is not the server's; the wait for an answer is.
        if (socket) send(socket, performance.now());
        else waiting.push(now);
      }
      if (now < until) return;
      clearInterval(timer);
      if (idle.length === sockets.length) finish();
    }, 1);
  }
  await finished;
  const spentMs = performance.now() - started;
  for (const socket of sockets) socket.destroy();
  return { latencies, perSecond: latencies.length / (spentMs / 1_000), failed };
}

function open(port: number, host: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host, noDelay: true }, () => resolve(socket));
    socket.once("error", reject);
  });
}

/** Calls back once the whole answer is there; both servers say its length. */
function readAnswer(socket: Socket, onAnswer: (ok: boolean) => void): void {
  let text = "";
  const onData = (data: Buffer) => {
    text += data.toString("latin1");
    const end = text.indexOf("\r\n\r\n");
    if (end < 0) return;
    const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, end))?.[1];
    if (length === undefined || text.length < end + 4 + Number(length)) return;
    socket.off("data", onData);
    onAnswer(text.startsWith("HTTP/1.1 200"));
  };
  socket.on("data", onData);
}
