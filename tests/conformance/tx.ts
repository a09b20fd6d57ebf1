// What every store must do as a mutation sees it: the same suite on memory, Dexie, PGlite and PostgreSQL.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { entities } from "#shared/crm/index.ts";
import type { BaseRecord, Entity } from "#shared/entity.ts";
import type { Tx } from "#shared/mutation.ts";
import { allEntities, anEmptyRecord, anId, aRecord, aValue } from "./samples.ts";

export interface TxStore {
  /** Runs in one transaction; a throw rolls it back and comes out again. */
  transact<T>(run: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** `setUp` gives an empty store; it is called once, and every test uses ids of its own. */
export function txConformance(name: string, setUp: () => Promise<TxStore>) {
  describe(`Tx on ${name}`, () => {
    let store: TxStore;
    let ids = 0;
    const nextId = () => {
      ids += 1;
      return anId(ids);
    };
    const put = (entity: Entity, ...records: BaseRecord[]) =>
      store.transact(async (tx) => {
        for (const record of records) await tx.put(entity, record);
      });
    const find = (entity: Entity, id: string) => store.transact(async (tx) => tx.find(entity, id));

    beforeAll(async () => {
      store = await setUp();
    });
    afterAll(async () => store?.close());

    test.each(allEntities)("a full and an empty $name come back as they were put", async (entity) => {
      const full = aRecord(entity, nextId());
      const empty = anEmptyRecord(entity, nextId());
      expect(entity.schema.parse(full)).toEqual(full);
      await put(entity, full, empty);
      expect(await find(entity, full.id)).toStrictEqual(full);
      expect(JSON.stringify(sorted(await find(entity, full.id)))).toBe(JSON.stringify(sorted(full)));
      expect(await find(entity, empty.id)).toStrictEqual(empty);
    });

    test.each(allEntities)("a $name put again is replaced, null included", async (entity) => {
      const id = nextId();
      await put(entity, aRecord(entity, id));
      await put(entity, anEmptyRecord(entity, id));
      expect(await find(entity, id)).toStrictEqual(anEmptyRecord(entity, id));
    });

    test("nobody is found where nobody is", async () => {
      expect(await find(entities.contact as unknown as Entity, nextId())).toBeUndefined();
      expect(await find(entities.contact as unknown as Entity, "not an id")).toBeUndefined();
      expect(await find(entities.contact as unknown as Entity, "")).toBeUndefined();
    });

    test("the same id in two entities is two records", async () => {
      const id = nextId();
      await put(entities.contact as unknown as Entity, aRecord(entities.contact as unknown as Entity, id));
      expect(await find(entities.company as unknown as Entity, id)).toBeUndefined();
    });

    const indexes = allEntities.flatMap((entity) =>
      entity.indexes.map((index) => ({ entity, index, of: entity.name })),
    );

    test.each(indexes)(
      "$of lists by $index, ordered by id, and forgets what changed or went",
      async ({ entity, index }) => {
        const info = entity.fields[index];
        if (!info) throw new Error("an index without a field");
        const value = uniqueValue(info.kind, aValue(info));
        const item = Array.isArray(value) ? (value[0] as string) : (value as string);
        const [first, second, third] = [nextId(), nextId(), nextId()];
        const withValue = (id: string) => aRecord(entity, id, { [index]: value });
        const list = async () =>
          (
            await store.transact(async (tx) =>
              tx.list(entity as Entity<BaseRecord & Record<string, unknown>>, index, item),
            )
          )
            .map((record) => record.id)
            .filter((id) => [first, second, third].includes(id));
        await put(entity, withValue(third), withValue(first), withValue(second));
        expect(await list()).toEqual([first, second, third]);
        await store.transact(async (tx) => tx.remove(entity, second));
        expect(await list()).toEqual([first, third]);
        await put(entity, aRecord(entity, first, { [index]: otherValue(info.kind, info.options) }));
        expect(await list()).toEqual([third]);
      },
    );

    test("a list field is listed by each of its items, once, and by whole items only", async () => {
      const entity = entities.contact;
      const [one, two] = [nextId(), nextId()];
      const emails = [`${one}@example.com`, `${two}@example.com`, `${one}@example.com`];
      await put(entity as unknown as Entity, aRecord(entity as unknown as Entity, one, { emails }));
      const list = (value: string) => store.transact(async (tx) => tx.list(entity, "emails", value));
      expect((await list(`${one}@example.com`)).map((contact) => contact.id)).toEqual([one]);
      expect((await list(`${two}@example.com`)).map((contact) => contact.emails)).toEqual([emails]);
      expect(await list(`${one}@example.co`)).toEqual([]);
      expect(await list(`${one}@EXAMPLE.com`)).toEqual([]);
    });

    test("a value no field could hold lists nothing", async () => {
      const lists = await store.transact(async (tx) => [
        await tx.list(entities.contact, "companyId", "not an id"),
        await tx.list(entities.contact, "emails", "a\0b@example.com"),
        await tx.list(entities.contact, "lastContactAt", "yesterday"),
        await tx.list(entities.activity, "contactIds", ""),
        await tx.list(entities.company, "domain", "\0"),
      ]);
      expect(lists).toEqual([[], [], [], [], []]);
    });

    test("a transaction sees what it wrote", async () => {
      const entity = entities.company as unknown as Entity;
      const [kept, gone] = [nextId(), nextId()];
      const seen = await store.transact(async (tx) => {
        await tx.put(entity, aRecord(entity, kept, { domain: `${kept}.example` }));
        await tx.put(entity, aRecord(entity, gone, { domain: `${kept}.example` }));
        await tx.remove(entity, gone);
        const listed = await tx.list(entities.company, "domain", `${kept}.example`);
        return [await tx.find(entity, gone), listed.map((company) => company.id)];
      });
      expect(seen).toEqual([undefined, [kept]]);
    });

    test("a throw takes back everything, and comes out as it was thrown", async () => {
      const entity = entities.note as unknown as Entity;
      const [before, inside] = [nextId(), nextId()];
      await put(entity, aRecord(entity, before, { text: "before" }));
      const failure = new Error("on purpose");
      const run = store.transact(async (tx) => {
        await tx.put(entity, aRecord(entity, inside));
        await tx.put(entity, aRecord(entity, before, { text: "after" }));
        await tx.remove(entity, before);
        throw failure;
      });
      await expect(run).rejects.toBe(failure);
      expect(await find(entity, inside)).toBeUndefined();
      expect(await find(entity, before)).toMatchObject({ text: "before" });
    });

    test("removing is final, may be repeated, and does not stop a record from coming back", async () => {
      const entity = entities.task as unknown as Entity;
      const id = nextId();
      await store.transact(async (tx) => tx.remove(entity, id));
      await put(entity, aRecord(entity, id));
      await store.transact(async (tx) => {
        await tx.remove(entity, id);
        await tx.remove(entity, id);
      });
      expect(await find(entity, id)).toBeUndefined();
      await put(entity, aRecord(entity, id, { title: "back" }));
      expect(await find(entity, id)).toMatchObject({ title: "back" });
    });

    test("what was put does not change with the object it was put from", async () => {
      const entity = entities.contact;
      const contact = aRecord(entity as unknown as Entity, nextId()) as Awaited<ReturnType<typeof put>> & BaseRecord;
      await put(entity as unknown as Entity, contact);
      (contact as unknown as { emails: string[] }).emails.push("later@example.com");
      expect(await find(entity as unknown as Entity, contact.id)).not.toMatchObject({
        emails: expect.arrayContaining(["later@example.com"]),
      });
    });
  });
}

/** Keys in order at the top; below, the order is the value's own and has to be kept. */
const sorted = (record: BaseRecord | undefined) => Object.entries(record ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));

let unique = 0;

/** A value no other test uses, so that a list holds this test's records only; choices have too few for that. */
function uniqueValue(kind: string, sample: unknown): unknown {
  unique += 1;
  if (kind === "text") return `${sample} ${unique}`;
  if (kind === "ref") return anId(0xff_0000 + unique);
  if (kind === "refs") return [anId(0xff_0000 + unique), anId(1)];
  if (kind === "emails") return [`unique-${unique}@example.com`, "other@example.com"];
  if (kind === "instant") return new Date(Date.UTC(2020, 0, 1, 0, 0, 0, unique)).toISOString();
  return sample;
}

function otherValue(kind: string, options: readonly string[] | undefined): unknown {
  if (kind === "choice") return options?.[0];
  if (kind === "ref") return anId(0xee_0000);
  if (kind === "instant") return "2001-01-01T00:00:00.000Z";
  return kind === "text" ? "something else" : [];
}
