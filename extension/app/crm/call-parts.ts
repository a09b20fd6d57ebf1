/** What the card of a call shows of: it is asked for again when one of these changes. */
export const callParts = ["meeting", "task", "activity", "contact", "company", "note", "member"] as const;
