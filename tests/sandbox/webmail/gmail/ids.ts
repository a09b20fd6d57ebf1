/** Gmail's ids: decimal in the new form, the same number in hexadecimal in the old one, arrival time on top. */
import { lettersFrom, numberFrom } from "../ids.ts";
import type { SandboxMessage, SandboxThread } from "../world/types.ts";

export interface GmailId {
  /** `f:<decimal>` or, for what this browser has just sent, `a:r<decimal>`. */
  perm: string;
  /** Sixteen hexadecimal digits; null until the server has made one. */
  legacy: string | null;
}

export function messageId(message: SandboxMessage): GmailId {
  const low = numberFrom(`gmail/${message.id}`, 20);
  if (message.justSent || message.draft) return { perm: `a:r${numberFrom(`sent/${message.id}`, 60)}`, legacy: null };
  const transportMs = 300 + Number(numberFrom(`way/${message.id}`, 13));
  const number = (BigInt(Date.parse(message.sentAt) + transportMs) << 20n) | low;
  return { perm: `f:${number}`, legacy: number.toString(16).padStart(16, "0") };
}

/** A thread is named after its first message. */
export function threadId(thread: SandboxThread): GmailId {
  const first = thread.messages[0];
  if (!first) throw new Error(`Thread "${thread.id}" has no message`);
  return messageId(first);
}

/** The name in the address: nothing follows from it. */
export const threadToken = (thread: SandboxThread): string => `FMfcgz${lettersFrom(`token/${thread.id}`, 26)}`;

export const arrivedAt = (legacy: string): string => new Date(Number(BigInt(`0x${legacy}`) >> 20n)).toISOString();
