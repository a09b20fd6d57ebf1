// What somebody has begun to write stays while they look at another mail and come back. In memory only.
const drafts = new Map<string, string>();

export const readDraft = (key: string) => drafts.get(key) ?? "";

export function keepDraft(key: string, text: string): void {
  if (text) drafts.set(key, text);
  else drafts.delete(key);
}
