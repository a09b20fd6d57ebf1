import type { Compose } from "#shared/mail.ts";
import {
  allIn,
  anyWay,
  attributeOf,
  closest,
  contains,
  findAll,
  focused,
  inputValue,
  isVisible,
  lineOf,
  pageBody,
  parentOf,
} from "../find.ts";
import { LINE_LIMIT } from "../limits.ts";
import { cleanLine, eachOnce, parseMailbox } from "../people.ts";
import { bodies, chips, composes, editors, sendButtons, senders, subjectFields } from "./layout.ts";

const bodyCss = anyWay(bodies);
const composeCss = anyWay(composes);

/** The form around an editor: docked, a window of its own, or inline among the messages. */
function composeAround(editor: Element): Element {
  const docked = closest(editor, composeCss);
  if (docked) return docked;
  let root = editor;
  for (let at = parentOf(editor); at && at !== pageBody(); at = parentOf(at)) {
    if (allIn(at, anyWay(senders)).some((sender) => !closest(sender, bodyCss))) break;
    root = at;
    if (allIn(at, anyWay(sendButtons)).length > 0) break;
  }
  return root;
}

/** The forms being written in, each once, in document order. */
export function findComposes(): Element[] {
  const outside = (element: Element) => !closest(element, bodyCss);
  const forms = findAll(pageBody(), composes, outside);
  const inline = findAll(pageBody(), editors, outside).map(composeAround);
  return [...new Set([...forms, ...inline])];
}

/** What is being written: the form that has the focus, else the first on screen. */
export function readCompose(roots: readonly Element[]): Compose | null {
  const shown = roots.filter(isVisible);
  const active = focused();
  const root = shown.find((one) => contains(one, active)) ?? shown[0];
  if (!root) return null;
  const people = findAll(root, chips).map((chip) => {
    const named = parseMailbox(lineOf(chip), "to");
    // In 2024 the label carried the address where the text had the name only.
    const labelled = named?.address ? undefined : parseMailbox(attributeOf(chip, "aria-label") ?? "", "to");
    return labelled?.address ? labelled : named;
  });
  const subject = findAll(root, subjectFields).map(inputValue)[0] ?? null;
  return {
    recipients: eachOnce(people.filter((person) => person !== undefined)),
    subject: subject === null ? null : cleanLine(subject, LINE_LIMIT),
  };
}
