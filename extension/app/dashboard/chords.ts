// Two keys after another: "g" and then where to go.

const CHORD_MS = 1_500;

/** Hears single keys and answers what the last two mean together. */
export function chordReader<T>(chords: Readonly<Record<string, T>>) {
  let first: { key: string; at: number } | null = null;
  return (key: string, now: number): T | undefined => {
    const before = first && now - first.at <= CHORD_MS ? first.key : null;
    const meant = before === null ? undefined : chords[`${before} ${key}`];
    first = meant === undefined ? { key, at: now } : null;
    return meant;
  };
}
