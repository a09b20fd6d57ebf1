/** Fields first, then a constant message in the past tense. Ids only: never a subject, body, name, address or token. */
export interface Logger {
  error(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  info(fields: object, message: string): void;
  debug(fields: object, message: string): void;
}

/** Names of fields whose values never reach a log, however deep they sit. Both loggers apply it. */
export const redactedFields = [
  "password",
  "token",
  "secret",
  "authorization",
  "cookie",
  "email",
  "emails",
  "address",
  "name",
  "subject",
  "text",
  "note",
  "phones",
  "participants",
  "args",
  "link",
] as const;
