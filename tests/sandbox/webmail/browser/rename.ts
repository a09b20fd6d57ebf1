/** A name no reader can know. The same rule runs in Node for the style sheet. */
export function renamedClass(token: string, seed: string): string {
  let hash = 0x811c9dc5;
  for (const letter of seed + token) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  return `q${hash.toString(36)}`;
}
