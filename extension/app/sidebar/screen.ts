// Which screen stands for what is known. Pure; the one place where states are told apart.
import type { Shown, ThreadPerson } from "../../views.ts";

export type MailScreen =
  | { kind: "starting" }
  /** No mail is open. */
  | { kind: "none" }
  | { kind: "composing" }
  | { kind: "unreadable" }
  /** Everybody in it works here. */
  | { kind: "colleagues" }
  /** Only addresses no person reads. */
  | { kind: "nobody" }
  | { kind: "thread"; focus: ThreadPerson };

const matters = ({ standing }: ThreadPerson) => standing !== "colleague" && standing !== "nobody";

const isSame = (a: ThreadPerson, b: { name: string; address: string | null }) =>
  a.participant.address === b.address && (b.address !== null || a.participant.name === b.name);

/** Whom the sidebar opens with: who wrote last of those who matter, else the first of them. */
export function findFocus({ context, people }: Shown): ThreadPerson | null {
  const messages = context?.kind === "thread" ? context.messages : [];
  for (const { from } of messages.toReversed()) {
    const writer = people.find((person) => isSame(person, from));
    if (writer && matters(writer)) return writer;
  }
  return people.find(matters) ?? null;
}

export function screenOf(
  shown: Shown | null,
  focusKey: string | null,
  keyOf: (person: ThreadPerson) => string,
): MailScreen {
  if (!shown) return { kind: "starting" };
  const { context, people } = shown;
  if (!context) return { kind: "none" };
  if (context.kind === "unreadable") return { kind: "unreadable" };
  if (context.kind === "none") return context.compose ? { kind: "composing" } : { kind: "none" };
  const focus = people.find((person) => keyOf(person) === focusKey) ?? findFocus(shown);
  if (focus) return { kind: "thread", focus };
  const hasColleague = people.some(
    (person) => person.standing === "colleague" && person.participant.address !== context.account,
  );
  const hasNobody = people.some((person) => person.standing === "nobody");
  return hasNobody || !hasColleague ? { kind: "nobody" } : { kind: "colleagues" };
}
