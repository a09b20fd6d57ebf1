/** The first letters of the first and last word; whole characters, so that "Öström" and "李" keep theirs. */
export function initialsOf(name: string): string {
  const words = name
    .replace(/@.*$/, "")
    .split(/[\s._-]+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  const firstOf = (word = "") => /[\p{L}\p{N}]/u.exec(word)?.[0] ?? "";
  const first = firstOf(words[0]);
  return (first + (words.length > 1 ? firstOf(words.at(-1)) : "")).toLocaleUpperCase() || "?";
}

/** One of 24 hues, always the same for the same text. */
export function hueOf(seed: string): number {
  let hash = 0;
  for (const character of seed.toLowerCase()) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) | 0;
  return (Math.abs(hash) % 24) * 15;
}
