// The extension's log: the last lines in memory, and the console while developing.
import { type Logger, redactedFields } from "#shared/log.ts";

const KEPT_LINES = 500;

type Level = keyof Logger;
interface Line {
  at: string;
  level: Level;
  message: string;
  fields: unknown;
}

const lines: Line[] = [];
const hidden = new Set<string>(redactedFields);

function redact(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redact);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, hidden.has(key) ? "[hidden]" : redact(inner)]),
  );
}

function write(level: Level, fields: object, message: string) {
  const line = { at: new Date().toISOString(), level, message, fields: redact(fields) };
  lines.push(line);
  if (lines.length > KEPT_LINES) lines.shift();
  if (import.meta.env.MODE === "development" || level === "error") console[level](message, line.fields);
}

export const log: Logger = {
  error: (fields, message) => write("error", fields, message),
  warn: (fields, message) => write("warn", fields, message),
  info: (fields, message) => write("info", fields, message),
  debug: (fields, message) => write("debug", fields, message),
};
