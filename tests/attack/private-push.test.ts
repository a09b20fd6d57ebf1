// Members of one workspace: no mutation, however it is forged, writes what is private to somebody else; each is an ordinary
// refusal that holds up nothing.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BaseRecord } from "#shared/entity.ts";
import { allEntities, aRecord } from "../conformance/samples.ts";
import { databases, type TestDatabase } from "../conformance/tx-databases.ts";
import { aNote, openServer, type Person, type TestServer } from "../sync/server-people.ts";
import { privateEntities, putRows, readBy, seedRecords } from "./private-rows.ts";

const named = privateEntities.map((entity) => entity.name);

describe.each(databases)("on $kind", ({ create }) => {
  let database: TestDatabase;
  let server: TestServer;
  let lena: Person;
  /** Of every role. */
  let colleagues: Person[];
  let ids: Map<string, string>;

  beforeAll(async () => {
    database = await create();
    server = await openServer(database);
    lena = await server.join("rep");
    colleagues = [];
    for (const role of ["owner", "manager", "rep"] as const) colleagues.push(await server.join(role, lena.workspaceId));
    ids = await seedRecords(server.database, lena);
  });
  afterAll(async () => {
    await server?.close();
    await database?.drop();
  });

  const image = (name: string, overrides: Record<string, unknown> = {}): BaseRecord => {
    const entity = allEntities.find((known) => known.name === name);
    if (!entity) throw new Error(name);
    return aRecord(entity, randomUUID(), { ...readBy(entity, lena.memberId), ...overrides });
  };

  /** What is pushed is refused for good, and what comes after it is not held up. */
  async function refusal(person: Person, name: string, args: unknown): Promise<string> {
    const answer = await person.send([person.make(name, args), person.make("note.create", aNote())]);
    expect(answer.lastSequence).toBe(person.sequence);
    expect(answer.refused.length, JSON.stringify(answer.refused)).toBeLessThanOrEqual(1);
    return answer.refused[0]?.error.code ?? "none";
  }

  test.each(named)("a forged image of her %s does not come into being, and holds nothing up", async (name) => {
    const forged = image(name, { createdBy: lena.memberId });
    for (const bob of colleagues) {
      const code = await refusal(bob, "undo", {
        changes: [{ entity: name, id: forged.id, before: forged, after: null }],
      });
      expect(["forbidden", "invalid"]).toContain(code);
    }
    expect(await lena.find(name, forged.id)).toBeUndefined();
  });

  test.each(named)("her %s cannot be changed, taken or removed by a forged image", async (name) => {
    const id = ids.get(name) ?? "";
    const current = await lena.find(name, id);
    expect(current).toBeDefined();
    for (const bob of colleagues) {
      const mine = {
        ...current,
        ...Object.fromEntries(Object.keys(readBy(entityOf(name), "")).map((field) => [field, bob.memberId])),
      };
      const codes = [
        await refusal(bob, "undo", { changes: [{ entity: name, id, before: null, after: current }] }),
        await refusal(bob, "undo", { changes: [{ entity: name, id, before: mine, after: current }] }),
        await refusal(bob, "undo", { changes: [{ entity: name, id, before: mine, after: null }] }),
      ];
      expect(
        codes.every((code) => ["conflict", "forbidden", "invalid"].includes(code)),
        String(codes),
      ).toBe(true);
    }
    expect(await lena.find(name, id)).toEqual(current);
  });

  const entityOf = (name: string) => {
    const entity = allEntities.find((known) => known.name === name);
    if (!entity) throw new Error(name);
    return entity;
  };

  test("a conflict made up to change who reads a record changes nothing", async () => {
    const shared = aRecord(entityOf("meeting"), randomUUID(), {
      privateTo: null,
      createdBy: null,
      ownerIds: [lena.memberId],
    });
    await putRows(server.database, lena.workspaceId, "meeting", [shared]);
    for (const bob of colleagues) {
      const by = { createdBy: bob.memberId, entity: "meeting", recordId: shared.id };
      for (const [field, mine] of [
        ["privateTo", bob.memberId],
        ["ownerIds", [bob.memberId]],
        ["title", "mine"],
        ["id", randomUUID()],
      ]) {
        const conflict = image("conflict", { ...by, field, mine, before: null });
        const brought = { entity: "conflict", id: conflict.id, before: conflict, after: null };
        expect(await refusal(bob, "undo", { changes: [brought] })).toBe("none");
        const code = await refusal(bob, "conflict.resolve", { id: conflict.id, keep: "mine" });
        expect(["forbidden", "invalid"], String(field)).toContain(code);
      }
    }
    expect(await lena.find("meeting", shared.id)).toEqual(shared);
  });

  test("an activity logged under the id of her private one is refused as somebody else's", async () => {
    const contact = randomUUID();
    const known = { companyId: null, ownerId: null, emails: [`bo-${contact}@example.com`] };
    await lena.push("contact.create", { id: contact, record: { ...fieldsOf("contact"), ...known } });
    const { ownerIds: _1, sharing: _2, privateTo: _3, outcome: _4, ...logged } = fieldsOf("activity");
    const record = { ...logged, contactIds: [contact], messageKeys: [] };
    for (const bob of colleagues) {
      expect(await refusal(bob, "activity.log", { id: ids.get("activity"), record })).toBe("forbidden");
    }
  });

  function fieldsOf(name: string): Record<string, unknown> {
    const { id: _1, createdAt: _2, updatedAt: _3, createdBy: _4, updatedBy: _5, ...own } = image(name);
    return own;
  }

  test("rules, blocks and requests of hers cannot be removed or answered by their id", async () => {
    for (const bob of colleagues) {
      expect(await refusal(bob, "shareRule.remove", { id: ids.get("shareRule") })).toBe("none");
      expect(await refusal(bob, "block.remove", { id: ids.get("block") })).toBe("none");
      expect(await refusal(bob, "accessRequest.answer", { id: ids.get("accessRequest"), granted: true })).toBe(
        "not_found",
      );
      expect(await refusal(bob, "activity.unlog", { id: ids.get("activity") })).toBe("none");
    }
    for (const name of ["shareRule", "block", "accessRequest", "activity"]) {
      expect(await lena.find(name, ids.get(name) ?? ""), name).toBeDefined();
    }
  });
});
