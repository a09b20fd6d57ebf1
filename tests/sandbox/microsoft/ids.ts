// Ids as Exchange makes them: long, case-sensitive, and of messages and events in two formats
// (microsoft-graph-docs-contrib concepts/outlook-immutable-id.md).
import { createHash } from "node:crypto";

export type ItemKind = "message" | "event";

export interface ItemId {
  readonly kind: ItemKind;
  readonly serial: number;
  /** How often the item had moved when the id was made; null in the immutable format. */
  readonly moves: number | null;
  /** Digits of the start an occurrence was to have; null for anything else. */
  readonly occurrence: string | null;
}

const hash = (text: string, length: number) => createHash("sha256").update(text).digest("base64url").slice(0, length);
const keyLength = 40;
const letters: Record<ItemKind, string> = { message: "M", event: "E" };

/** Two neighbours differ only in the case of one letter: whoever compares without regard to case mixes them up. */
const codeOf = (serial: number) =>
  `${(serial >> 1).toString(36).toUpperCase().padStart(6, "0")}${serial % 2 === 0 ? "A" : "a"}`;
const serialOf = (code: string) => Number.parseInt(code.slice(0, 6), 36) * 2 + (code.endsWith("a") ? 1 : 0);

export class Ids {
  readonly #key: string;
  readonly #pattern: RegExp;

  constructor(address: string) {
    this.#key = hash(address, keyLength);
    this.#pattern = new RegExp(
      `^(?:AAkALg${this.#key}|AAMkAD${this.#key}(?<moves>[0-9A-Z]{4}))(?<letter>[ME])(?<code>[0-9A-Z]{6}[Aa])(?:Q(?<digits>\\d+)Q)?=$`,
    );
  }

  item({ kind, serial, moves, occurrence }: ItemId): string {
    const prefix =
      moves === null ? `AAkALg${this.#key}` : `AAMkAD${this.#key}${moves.toString(36).toUpperCase().padStart(4, "0")}`;
    return `${prefix}${letters[kind]}${codeOf(serial)}${occurrence === null ? "" : `Q${occurrence}Q`}=`;
  }

  /** Undefined for what is no id of this mailbox. */
  parseItem(id: string): ItemId | undefined {
    const found = this.#pattern.exec(id)?.groups;
    if (!found) return undefined;
    return {
      kind: found.letter === "M" ? "message" : "event",
      serial: serialOf(found.code ?? ""),
      moves: found.moves === undefined ? null : Number.parseInt(found.moves, 36),
      occurrence: found.digits ?? null,
    };
  }

  /** Folders have one format, and it is stable. */
  folder(serial: number): string {
    return `AQMkAD${this.#key}F${codeOf(serial)}AAA=`;
  }

  conversation(thread: string): string {
    return `AAQkAD${this.#key}${hash(thread, 22)}=`;
  }

  changeKey(of: string): string {
    return `CQAAABYAAA${hash(`${this.#key}/${of}`, 20)}`;
  }
}

/** A meeting's `iCalUId`: of an occurrence another one than of its series (resources/event.md), by its own date. */
export function iCalUIdOf(uid: string, occurrence: string | null): string {
  if (occurrence === null) return uid;
  const date = Number(occurrence.slice(0, 8)).toString(16).toUpperCase().padStart(8, "0");
  return `040000008200E00074C5B7101A82E008${date}${hash(uid, 32)}`;
}
