/** The mail both stand-ins show: one logical mailbox, no provider's words in it. */

import { abroadThreads } from "./world/abroad.ts";
import { customerThreads } from "./world/customers.ts";
import { oddThreads } from "./world/oddities.ts";
import { officeThreads } from "./world/office.ts";
import { lena } from "./world/people.ts";
import type { MailWorld, SandboxMessage, SandboxThread } from "./world/types.ts";

export type { MailWorld } from "./world/types.ts";

const latest = (thread: SandboxThread): string => thread.messages.at(-1)?.sentAt ?? "";

/** The believable world: Lena Vogt sells pumps and their service at Brightwater Pumps. */
export const demoWorld: MailWorld = {
  account: lena,
  now: "2026-10-08T09:41:00.000Z",
  timeZone: "Europe/Stockholm",
  threads: [...customerThreads, ...officeThreads, ...abroadThreads, ...oddThreads].sort((a, b) =>
    latest(b).localeCompare(latest(a)),
  ),
};

/** The same world lived on another day: every date moves by whole days, so "yesterday" stays yesterday. */
export function shiftWorld(world: MailWorld, now: string): MailWorld {
  const dayMs = 86_400_000;
  const shiftMs = Math.floor((Date.parse(now) - Date.parse(world.now)) / dayMs) * dayMs;
  const shifted = (at: string): string => new Date(Date.parse(at) + shiftMs).toISOString();
  const moved = (message: SandboxMessage): SandboxMessage => ({
    ...message,
    sentAt: shifted(message.sentAt),
    ...(message.quoted ? { quoted: moved(message.quoted) } : {}),
  });
  return {
    ...world,
    now: shifted(world.now),
    threads: world.threads.map((thread) => ({ ...thread, messages: thread.messages.map(moved) })),
  };
}
