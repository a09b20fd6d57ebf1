// Limits declared elsewhere beside Zod schemas, which have no place in a script that runs in somebody else's page;
// `limits.test.ts` compares them with their originals.

/** `MESSAGE_TEXT_LIMIT` of shared/mail.ts. */
export const TEXT_LIMIT = 100_000;
/** Bounds of `layout.width` and `RAIL_WIDTH` in config.ts. */
export const MIN_WIDTH = 280;
export const MAX_WIDTH = 480;
export const RAIL = 44;
/** Lengths and counts of shared/fields.ts and shared/mail.ts. */
export const NAME_LIMIT = 300;
export const ADDRESS_LIMIT = 320;
export const PEOPLE_LIMIT = 200;
export const MESSAGE_LIMIT = 500;
export const LINE_LIMIT = 2_000;
export const KEY_LIMIT = 500;
