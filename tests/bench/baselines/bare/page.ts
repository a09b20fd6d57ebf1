// A page of the bare extension, to talk to its worker from.
import { chrome } from "./chrome.ts";
import { fill } from "./records.ts";

async function read(id: string): Promise<number> {
  const started = performance.now();
  const answer = await chrome.runtime.sendMessage(id);
  if (!answer) throw new Error("The bare worker found nothing");
  return performance.now() - started;
}

const bare = { fill, read };
export type Bare = typeof bare;
Object.assign(globalThis, { bare });
