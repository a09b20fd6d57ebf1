import type { Participant } from "#shared/fields.ts";
import type { Compose } from "#shared/mail.ts";
import { allIn, attributeOf, closest, contains, focused, inputValue, isVisible, pageBody, textOf } from "../find.ts";
import { LINE_LIMIT } from "../limits.ts";
import { cleanLine, eachOnce, parseMailbox, toParticipant } from "../people.ts";
import { bodies, chips, composeFields, composes, oldChips, subjectFields } from "./layout.ts";

const bodyCss = bodies.by.map((way) => way.css).join(", ");

/** The windows and inline replies being written in, each once, in document order. */
export function findComposes(): Element[] {
  const found = new Set<Element>();
  for (const { css } of composeFields.by) {
    for (const field of allIn(pageBody(), css)) {
      if (closest(field, bodyCss)) continue;
      const root = composes.by.map((way) => closest(field, way.css)).find(Boolean);
      if (root) found.add(root);
    }
  }
  return [...found];
}

function recipientsIn(root: Element, role: Participant["role"]): Participant[] {
  for (const { css } of chips.by) {
    const found = allIn(root, css.replaceAll("%", role));
    if (found.length === 0) continue;
    return found.map((chip) => {
      const inner = allIn(chip, "[data-hovercard-id], [email]")[0] ?? chip;
      const address =
        attributeOf(chip, "data-hovercard-id") ??
        attributeOf(inner, "data-hovercard-id") ??
        attributeOf(inner, "email");
      const name = attributeOf(chip, "data-name") ?? attributeOf(inner, "name") ?? textOf(chip);
      // A chip somebody typed has the bare address for a name.
      return address ? toParticipant(name, address, role) : (parseMailbox(name, role) ?? toParticipant("", null, role));
    });
  }
  for (const { css } of oldChips.by) {
    const found = allIn(root, css.replaceAll("%", role)).map((input) => parseMailbox(inputValue(input) ?? "", role));
    if (found.length > 0) return found.filter((person) => person !== undefined);
  }
  return [];
}

/** What is being written: the window that has the focus, else the first on screen. */
export function readCompose(roots: readonly Element[]): Compose | null {
  const shown = roots.filter(isVisible);
  const active = focused();
  const root = shown.find((one) => contains(one, active)) ?? shown[0];
  if (!root) return null;
  const subject = subjectFields.by.flatMap((way) => allIn(root, way.css)).map(inputValue)[0] ?? null;
  return {
    recipients: eachOnce((["to", "cc", "bcc"] as const).flatMap((role) => recipientsIn(root, role))),
    subject: subject === null ? null : cleanLine(subject, LINE_LIMIT),
  };
}
