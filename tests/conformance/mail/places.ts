// Labels and folders that a rep chooses, and how much is in them.
import { expect, test } from "vitest";
import type { MailScope } from "../../../server/providers/mail-provider.ts";
import type { WorldPerson } from "../../sandbox/mailboxes/world.ts";
import { aMessage, type Begin, customer, longAgo, rep, type Stage } from "../provider-world.ts";
import { everything, mirrorOf } from "./changes.ts";

async function placeIds({ vendor, access }: Stage, ...names: string[]): Promise<string[]> {
  const places = await vendor.mail.listPlaces(access);
  return names.map((name) => places.find((place) => place.name === name)?.id ?? `no place called ${name}`);
}

const inPlaces = (...places: string[]): MailScope => ({ since: longAgo, places });

export function testPlaces(begin: Begin) {
  test("what the rep has made is among the places, each with an id and a name", async () => {
    const stage = await begin();
    stage.world.addFolder(rep.address, "Customers");
    stage.world.addFolder(rep.address, "Suppliers");
    const places = await stage.vendor.mail.listPlaces(stage.access);
    expect(places.map(({ name }) => name)).toEqual(expect.arrayContaining(["Customers", "Suppliers", "Inbox"]));
    expect(new Set(places.map(({ id }) => id)).size).toBe(places.length);
    expect(places.filter(({ id, name }) => id === "" || name === "")).toEqual([]);
  });

  test("only the chosen place is followed: into it and out of it", async () => {
    const stage = await begin();
    const { world } = stage;
    world.addFolder(rep.address, "Customers");
    const [inside, outside] = [aMessage({ subject: "Inside" }), aMessage({ subject: "Outside" })];
    world.put(rep.address, inside, "Customers");
    world.put(rep.address, outside);
    const scope = inPlaces(...(await placeIds(stage, "Customers")));
    const mirror = mirrorOf(stage);
    await mirror.follow(scope);
    expect(mirror.subjects).toEqual(["Inside"]);
    expect(mirror.get("Inside").placeIds).toEqual(scope.places);
    world.move(rep.address, outside.id, "Customers");
    world.move(rep.address, inside.id, "inbox");
    world.put(rep.address, aMessage({ subject: "Not for us" }));
    world.put(rep.address, aMessage({ subject: "Straight in" }), "Customers");
    await mirror.follow(scope);
    expect(mirror.subjects).toEqual(["Outside", "Straight in"]);
    world.move(rep.address, outside.id, "trash");
    await mirror.follow(scope);
    expect(mirror.subjects).toEqual(["Straight in"]);
  });

  test("from one chosen place to another is no loss", async () => {
    const stage = await begin();
    const { world } = stage;
    for (const folder of ["Customers", "Suppliers"]) world.addFolder(rep.address, folder);
    const moving = aMessage({ subject: "Moving" });
    world.put(rep.address, moving, "Customers");
    world.put(rep.address, aMessage({ subject: "Resting" }), "Suppliers");
    const scope = inPlaces(...(await placeIds(stage, "Customers", "Suppliers")));
    const mirror = mirrorOf(stage);
    await mirror.follow(scope);
    expect(mirror.subjects).toEqual(["Moving", "Resting"]);
    for (const folder of ["Suppliers", "Customers", "Suppliers"]) {
      world.move(rep.address, moving.id, folder);
      await mirror.follow(scope);
      expect(mirror.subjects).toEqual(["Moving", "Resting"]);
    }
  });

  test("a chosen place that is deleted is empty, and stops nobody", async () => {
    const stage = await begin();
    const { world } = stage;
    for (const folder of ["Customers", "Suppliers"]) world.addFolder(rep.address, folder);
    world.put(rep.address, aMessage({ subject: "Lost with it" }), "Customers");
    world.put(rep.address, aMessage({ subject: "Elsewhere" }), "Suppliers");
    const scope = inPlaces(...(await placeIds(stage, "Customers", "Suppliers")));
    const mirror = mirrorOf(stage);
    await mirror.follow(scope);
    expect(mirror.subjects).toEqual(["Elsewhere", "Lost with it"]);
    world.removeFolder(rep.address, "Customers");
    world.put(rep.address, aMessage({ subject: "Later" }), "Suppliers");
    await mirror.follow(scope);
    expect(mirror.subjects).toEqual(["Elsewhere", "Later"]);
    const fresh = mirrorOf(stage);
    await fresh.follow(scope);
    expect(fresh.subjects).toEqual(["Elsewhere", "Later"]);
  });

  test("nothing chosen is nothing followed", async () => {
    const stage = await begin();
    stage.world.put(rep.address, aMessage());
    const mirror = mirrorOf(stage);
    expect(await mirror.list(inPlaces())).toEqual([]);
    stage.world.put(rep.address, aMessage());
    expect(await mirror.list(inPlaces())).toEqual([]);
  });

  test("it can be told how much there is", async () => {
    const stage = await begin();
    const { world, vendor, access } = stage;
    world.addFolder(rep.address, "Customers");
    expect(await vendor.mail.count(access, everything)).toBe(0);
    for (let at = 0; at < 12; at += 1) world.put(rep.address, aMessage());
    for (let at = 0; at < 3; at += 1) world.put(rep.address, aMessage(), "Customers");
    world.put(rep.address, aMessage({ at: "2025-03-01T08:00:00.000Z" }));
    expect(await vendor.mail.count(access, everything)).toBe(16);
    expect(await vendor.mail.count(access, { ...everything, since: "2026-01-01T00:00:00.000Z" })).toBe(15);
    const customers = await placeIds(stage, "Customers");
    expect(await vendor.mail.count(access, inPlaces(...customers))).toBe(3);
  });

  test("mail with given people in it is found, whatever the number of people", async () => {
    const stage = await begin();
    const { world, vendor, access } = stage;
    const others = Array.from({ length: 45 }, (_, at) => ({ name: `P${at}`, address: `p${at}+x@many.example` }));
    const wanted = [
      aMessage(),
      aMessage({ from: rep, to: [customer] }),
      aMessage({ from: rep, to: [others[0] as WorldPerson], cc: [customer] }),
      aMessage({ from: others[44] as WorldPerson }),
    ];
    const unwanted = [aMessage({ from: { name: "Else", address: "anna@elsewhere.example" } })];
    const old = aMessage({ at: "2025-03-01T08:00:00.000Z" });
    for (const message of [...wanted, ...unwanted, old]) world.put(rep.address, message);
    const addresses = [customer, ...others].map(({ address }) => address.toUpperCase());
    const since = { ...everything, since: "2026-01-01T00:00:00.000Z" };
    const found = await vendor.mail.listWith(access, [...addresses, '") {in:trash'], since);
    const mirror = mirrorOf(stage);
    await mirror.follow(since);
    const shown = mirror.subjects.filter((subject) => found.includes(mirror.get(subject).externalId));
    expect(shown.sort()).toEqual(wanted.map(({ subject }) => subject).sort());
    expect(await vendor.mail.listWith(access, [], since)).toEqual([]);
  });
}
