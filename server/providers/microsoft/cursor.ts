// Cursors: versioned JSON around a link that Microsoft gave. One that cannot be read is as dead as a forgotten one.
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { z } from "zod";

export const mailCursor = z.object({
  v: z.literal(1),
  /** What it was made for: with another folder, or another reach, it says nothing. */
  stream: z.string(),
  since: z.string(),
  /** The next page, or the next round; null where the folder was gone and there is nothing to go on from. */
  link: z.string().nullable(),
});
export type MailCursor = z.infer<typeof mailCursor>;

/** Ids of occurrences by the id of their series. */
export type Series = Map<string, Set<string>>;

const unpacked = z.record(z.string(), z.array(z.string()));

/** A calendar may know thousands of ids, each 150 characters and alike but for a few: packed they are some bytes each. */
export function packSeries(series: Series): string {
  if (series.size === 0) return "";
  const ids = Object.fromEntries([...series].map(([id, occurrences]) => [id, [...occurrences]]));
  return deflateRawSync(JSON.stringify(ids)).toString("base64");
}

function unpackSeries(text: string): Series {
  if (text === "") return new Map();
  const ids = unpacked.parse(JSON.parse(inflateRawSync(Buffer.from(text, "base64")).toString()));
  return new Map(Object.entries(ids).map(([id, occurrences]) => [id, new Set(occurrences)]));
}

const packed = z.string().transform(unpackSeries);

export const eventCursor = z.object({
  v: z.literal(1),
  link: z.string(),
  from: z.string(),
  to: z.string(),
  /** Occurrences that were there at the end of the last round. */
  known: packed,
  /** Those that this round has told of so far, of the series that it has told of as a whole. */
  told: packed,
});
export type EventCursor = z.input<typeof eventCursor>;

export function parseCursor<S extends z.ZodType>(schema: S, cursor: string): z.output<S> | undefined {
  try {
    return schema.safeParse(JSON.parse(cursor)).data;
  } catch {
    // Not JSON, or packed by somebody else: nothing of ours.
    return undefined;
  }
}
