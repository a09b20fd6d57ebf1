// Mails on their way out, as far as this page has sent them: each is asked about until it is known what became of it.
import { signal } from "@preact/signals";
import { AppError } from "#shared/errors.ts";
import type { SendView } from "#shared/mailbox.ts";
import type { MessageArgs } from "../../messages.ts";
import { ask, newId } from "../ask.ts";
import { problemWords } from "../words.ts";
import { keepDraft } from "./drafts.ts";

type SendRequest = MessageArgs<"send.mail">;

/** Where a mail was written. */
interface Written {
  /** On whose card it is shown. */
  contactId: string;
  /** Its words are kept until it is known to be sent. */
  drafts: readonly string[];
}

export interface Outgoing extends Written {
  request: SendRequest;
  /** `asking`: the server has not answered yet; `offline`: it could not be asked. */
  state: SendView["state"] | "asking" | "offline";
  /** The vendor's words, or ours. */
  error: string | null;
  /** The server has it, or had it: what becomes of it is told on the card, too. */
  isTaken: boolean;
}

const FIRST_ASK_MS = 2_000;
const SLOWEST_MS = 30_000;

const sends = signal<readonly Outgoing[]>([]);

/** Those the server has taken and that are not known to be sent; newest first. */
export const openSendsTo = (contactId: string) =>
  sends.value.filter((one) => one.contactId === contactId && one.isTaken && one.state !== "sent").toReversed();
export const findOutgoing = (id: string) => sends.value.find(({ request }) => request.id === id) ?? null;

function put(outgoing: Outgoing): void {
  const others = sends.value.filter(({ request }) => request.id !== outgoing.request.id);
  sends.value = [...others, outgoing];
}

export function forgetOutgoing(id: string): void {
  sends.value = sends.value.filter(({ request }) => request.id !== id);
}

const isOpen = (state: Outgoing["state"]) => state === "waiting" || state === "sending" || state === "unknown";

/**
 * Sends, or asks again what became of it: the server sends once whatever is asked twice with one id. Resolves with the
 * first answer; as long as that is not the last, it goes on asking.
 */
export async function send(request: SendRequest, written: Written, waitMs = FIRST_ASK_MS): Promise<Outgoing["state"]> {
  const known = findOutgoing(request.id);
  if (!known || !isOpen(known.state)) put({ request, ...written, state: "asking", error: null, isTaken: false });
  const { state, error } = await answerTo(request, known);
  put({ request, ...written, state, error, isTaken: Boolean(known?.isTaken) || isOpen(state) });
  if (state === "sent") for (const draft of written.drafts) keepDraft(draft, "");
  if (isOpen(state)) setTimeout(() => void askAgain(request, written, waitMs), waitMs);
  return state;
}

async function askAgain(request: SendRequest, written: Written, waitMs: number): Promise<void> {
  const known = findOutgoing(request.id);
  if (known && isOpen(known.state)) await send(request, written, Math.min(SLOWEST_MS, waitMs * 2));
}

/** A mail that was refused goes out again as another one. */
export function sendAnew({ request, contactId, drafts }: Outgoing): void {
  forgetOutgoing(request.id);
  void send({ ...request, id: newId() }, { contactId, drafts });
}

async function answerTo(request: SendRequest, known: Outgoing | null): Promise<Pick<Outgoing, "state" | "error">> {
  try {
    return await ask("send.mail", request);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // Once the server has it, an answer that is no outcome changes nothing about that: the vendor asks for a pause, say.
    if (known && isOpen(known.state)) return known;
    if (error.code === "unavailable") return { state: "offline", error: problemWords(error) };
    // It broke on the way, and may have gone out before.
    if (error.code === "internal") return { state: "unknown", error: null };
    return { state: "refused", error: problemWords(error) };
  }
}
