// The server's logger: pino, with the redaction both sides share.
import { type Logger as PinoLogger, pino, stdSerializers } from "pino";
import { redactedFields } from "#shared/log.ts";
import type { Config } from "./config.ts";

const depths = ["", "*.", "*.*.", "*.*.*."];

const paths = depths.flatMap((depth) => redactedFields.map((field) => `${depth}${field}`));

export type ServerLogger = PinoLogger;

export function openLog(level: Config["logLevel"], destination?: { write(line: string): void }): ServerLogger {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    redact: { paths, censor: "[redacted]" },
    serializers: { error: stdSerializers.err },
  };
  return destination ? pino(options, destination) : pino(options);
}
