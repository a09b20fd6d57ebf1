// The words a person wrote in a change that was refused, to show and to copy. Pure.

const isId = (text: string) => /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(text);
const isInstant = (text: string) => /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text);
/** Values nobody typed. */
const technical = new Set([
  "id",
  "ids",
  "kind",
  "lifecycle",
  "source",
  "link",
  "threadKey",
  "threadKeys",
  "messageKeys",
  "privateTo",
  "role",
  "from",
]);

/** Every text in the arguments of a mutation, one per line; of a changed field only the new value. */
export function textsOf(args: unknown): string {
  const found: string[] = [];
  const visit = (value: unknown, key: string) => {
    if (technical.has(key)) return;
    if (typeof value === "string") {
      if (value.trim() && !isId(value) && !isInstant(value)) found.push(value.trim());
    } else if (value && typeof value === "object") {
      for (const [name, item] of Object.entries(value)) visit(item, Array.isArray(value) ? "" : name);
    }
  };
  visit(args, "");
  return found.join("\n");
}
