// One telling value per field kind, so that every entity has a sample without anybody writing it.
import { entities } from "#shared/crm/index.ts";
import type { BaseRecord, Entity } from "#shared/entity.ts";
import { type FieldInfo, type FieldKind, isListKind } from "#shared/fields.ts";

export const allEntities = Object.values(entities) as unknown as Entity[];

/** Ids that sort in the order of their numbers. */
export const anId = (number: number) => `00000000-0000-4000-8000-${number.toString(16).padStart(12, "0")}`;

/** Values that a careless column, codec or index would change. */
const samples: Readonly<Record<FieldKind, unknown>> = {
  text: 'O\'Brien "Ωmega" 😀 %_\\ \u200f',
  note: "  two\r\nlines\t\u0001 and a very last one  ",
  url: "https://example.com/ä?q=%00#x",
  choice: undefined,
  flag: true,
  day: "1900-02-28",
  instant: "1900-01-01T00:00:00.001Z",
  ref: anId(0xabcdef),
  refs: [anId(3), anId(1), anId(2)],
  emails: ["zoë@example.com", "a'{}\\b@example.com"],
  phones: ["+41 44 668 18 00", "ext. {1,2}"],
  keys: ["mid:<A.b@c>", "page:{1}"],
  participants: [{ role: "from", name: 'A "quoted" name', address: null }],
  json: { b: [1, null, { z: "\\u0000", a: -1.5e-7 }], a: "order of keys is kept" },
};

export function aValue(info: FieldInfo): unknown {
  return info.kind === "choice" ? info.options?.at(-1) : structuredClone(samples[info.kind]);
}

export function aRecord(entity: Entity, id: string, overrides: Record<string, unknown> = {}): BaseRecord {
  const own = Object.fromEntries(Object.entries(entity.fields).map(([name, info]) => [name, aValue(info)]));
  const at = "2026-11-21T10:11:12.013Z";
  const base: BaseRecord = {
    id,
    createdAt: at,
    updatedAt: "9998-12-31T23:59:59.999Z",
    createdBy: anId(7),
    updatedBy: null,
  };
  return { ...base, ...own, ...overrides } as BaseRecord;
}

/** The record with as much null and nothing in it as its entity allows. */
export function anEmptyRecord(entity: Entity, id: string): BaseRecord {
  const empty = Object.entries(entity.fields).flatMap(([name, { kind, nullable }]): [string, unknown][] => {
    if (nullable || kind === "json") return [[name, null]];
    if (isListKind(kind) || kind === "participants") return [[name, []]];
    return kind === "flag" ? [[name, false]] : [];
  });
  return aRecord(entity, id, Object.fromEntries(empty));
}
