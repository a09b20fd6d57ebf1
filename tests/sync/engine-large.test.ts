// What is quick while there is little must be quick when there is much, also before the database has seen how much.
import { describe, expect, test } from "vitest";
import { mutations } from "#shared/crm/index.ts";
import { colleague, customer } from "../conformance/provider-world.ts";
import { databases } from "../conformance/tx-databases.ts";
import { openScene, rowsOf } from "./engine-scene.ts";

describe.each(databases)("on $kind", ({ create }) => {
  test("a person with a hundred mails is removed from among tens of thousands in a moment", async () => {
    const scene = await openScene(await create(), "google");
    const other = await scene.addContact(scene.lena.memberId, { name: "Other", address: "other@else.example" });
    const insert = `insert into "activity" ("workspaceId", "id", "version", "kind", "at", "subject", "text", "contactIds",
        "participants", "threadKeys", "messageKeys", "ownerIds", "sharing", "createdAt", "updatedAt")
      select $1::uuid, gen_random_uuid(), 1, 'mail', now(), 'Subject', 'Text', array[$2::uuid], '[]', array['t' || n],
        array[$3 || n], '{}', 'everything', now(), now() from generate_series(1, $4::int) as n`;
    const remove = async (id: string) => {
      await rowsOf(scene, insert, scene.workspaceId, id, id, 100);
      const begun = performance.now();
      await scene.change(scene.lena.memberId, mutations.contact.remove, { id });
      return performance.now() - begun;
    };
    const early = await scene.addContact(scene.lena.memberId, { name: "Early", address: "early@else.example" });
    const alone = await remove(early);
    await rowsOf(scene, insert, scene.workspaceId, other, "other", 20_000);
    const amongMany = await remove(scene.contactId);
    expect(await scene.timeline()).toHaveLength(20_000);
    await scene.close();
    // Reading all of them for each, it took twenty times as long.
    expect(amongMany / alone).toBeLessThan(6);
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
