// Says how a call or meeting went, and what comes next.
import type { Outcome } from "#shared/crm/meeting.ts";
import type { Task } from "#shared/crm/task.ts";
import type { CallView, MeetingView } from "../../views.ts";
import { mutations, newId } from "../ask.ts";
import type { IconName } from "../ui/icons.ts";
import { choiceLabel, formatDueAt, formatList, t } from "../words.ts";
import { act, findMe } from "./act.ts";

export const outcomes = ["reached", "no_answer", "moved", "done"] as const satisfies readonly Outcome[];
export const outcomeIcons: Record<Outcome, IconName> = {
  reached: "phoneCall",
  no_answer: "phoneMissed",
  moved: "snooze",
  done: "check",
};
export const outcomeWords = (outcome: Outcome) => choiceLabel("meeting", "outcome", outcome);

/** Of a call or meeting, what it takes to say how it went. */
export type Happened = Pick<CallView, "id" | "kind" | "eventKey" | "title" | "people">;

export const meetingHappened = ({ meeting, people }: MeetingView): Happened => ({
  id: meeting.id,
  kind: "meeting",
  eventKey: meeting.eventKeys[0] ?? null,
  title: meeting.title,
  people,
});

/** Whom it was with, else what it is called. */
export const whoWords = ({ people, title }: Pick<Happened, "people" | "title">) =>
  formatList(people.map(({ contact }) => contact.name)) || title || t("meetings.untitled");

export interface NextStep {
  kind: Task["kind"];
  dueAt: string;
}

function taskOf({ people }: Happened, { kind, dueAt }: NextStep) {
  const name = people[0]?.contact.name;
  return { kind, dueAt, title: name ? t(`remind.title.${kind}`, [name]) : t(`remind.bare.${kind}`) };
}

/** One act, one undo: the outcome, its words, and the next step where that was chosen before. */
export function recordOutcome(happened: Happened, outcome: Outcome, note: string, next: NextStep | null) {
  const { id, kind, eventKey } = happened;
  const said = { said: t("meetings.recorded", [outcomeWords(outcome), whoWords(happened)]) };
  const args = { id, outcome, note, next: next && { taskId: newId(), ...taskOf(happened, next) } };
  if (kind === "call") return act(mutations.task.recordOutcome, args, said);
  return act(mutations.meeting.recordOutcome, { ...args, ...(eventKey ? { eventKey } : {}) }, said);
}

/** The next step alone, once the outcome is said. */
export async function setNextStep(happened: Happened, next: NextStep): Promise<boolean> {
  const me = findMe();
  if (!me) return false;
  const contact = happened.people[0]?.contact;
  const about = { contactId: contact?.id ?? null, companyId: contact?.companyId ?? null, link: null, threadKey: null };
  const own = { ...taskOf(happened, next), note: null, doneAt: null, ownerId: me.memberId, doneBy: null };
  const said = t("remind.set", [formatDueAt(next.dueAt)]);
  return act(mutations.task.create, { id: newId(), record: { ...own, ...about } }, { said });
}
