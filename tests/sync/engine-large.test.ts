// What is quick while there is little must be quick when there is much, also before the database has seen how much.
import { describe, expect, test } from "vitest";
import { mutations } from "#shared/crm/index.ts";
import { colleague, customer } from "../conformance/provider-world.ts";
import { databases } from "../conformance/tx-databases.ts";
import { openScene, rowsOf } from "./engine-scene.ts";

describe.each(databases)("on $kind", ({ create }) => {
  test("a person with a hundred mails is removed from among tens of thousands without reading all for each", async () => {
    const scene = await openScene(await create(), "google");
    const other = await scene.addContact(scene.lena.memberId, { name: "Other", address: "other@else.example" });
    const insert = `insert into "activity" ("workspaceId", "id", "version", "kind", "at", "subject", "text", "contactIds",
        "participants", "threadKeys", "messageKeys", "ownerIds", "sharing", "createdAt", "updatedAt")
      select $1::uuid, gen_random_uuid(), 1, 'mail', now(), 'Subject', 'Text', array[$2::uuid], '[]', array['t' || n],
        array[$3 || n], '{}', 'everything', now(), now() from generate_series(1, $4::int) as n`;
    /** How many rows of timelines, and of what finds them, had been read when so many were deleted. */
    const readUntil = async (deleted: number) => {
      const [facts] = await rowsOf<{ read: bigint; deleted: bigint }>(
        scene,
        `select sum("seq_tup_read" + "idx_tup_fetch") as "read", min("n_tup_del") as "deleted" from pg_stat_user_tables
         where "schemaname" = 'public' and "relname" in ('activity', 'list_item')`,
      );
      return facts && Number(facts.deleted) >= deleted ? Number(facts.read) : null;
    };
    const rows = 20_000;
    await rowsOf(scene, insert, scene.workspaceId, other, "other", rows);
    await rowsOf(scene, insert, scene.workspaceId, scene.contactId, "hers", 100);
    await scene.change(scene.lena.memberId, mutations.contact.remove, { id: scene.contactId });
    expect(await scene.timeline()).toHaveLength(rows);
    // The database counts a while after the fact.
    await expect.poll(() => readUntil(100), { timeout: 20_000 }).not.toBeNull();
    // Reading all of them once or twice is no harm, for each of the hundred it is.
    expect(await readUntil(100)).toBeLessThan(10 * rows);
    await scene.close();
  }, 120_000);

  test("thousands of mails come, and go, in one turn each", async () => {
    const scene = await openScene(await create(), "google", { isUnhurried: true });
    const messages = Array.from({ length: 3_000 }, () => scene.arrive({ to: [colleague], cc: [customer] }));
    const { ravi, world } = scene;
    await scene.turn(ravi);
    expect(await scene.timeline()).toHaveLength(3_000);
    for (const { id } of messages) world.erase(ravi.address, id);
    await scene.turn(ravi);
    expect(await scene.timeline()).toEqual([]);
    await scene.close();
  }, 120_000);
});
