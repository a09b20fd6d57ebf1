// What is sealed, with which key, and how the keys change under servers that run.
import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { KeyRing } from "../../server/connect/keys.ts";
import { type Rotation, rotateKey } from "../../server/connect/rotate.ts";
import { type Place, Vault } from "../../server/connect/vault.ts";
import { defaultConfig, openDatabase } from "../../server/start.ts";
import { type Database, everybody, transact } from "../../server/store/database.ts";
import { databases, silentLog, type TestDatabase } from "../conformance/tx-databases.ts";

const place: Place = { workspaceId: randomUUID(), kind: "mailbox", id: randomUUID() };

describe.each(databases)("on $kind", ({ create }) => {
  let under: TestDatabase;
  let database: Database;
  let folder: string;
  beforeAll(async () => {
    under = await create();
    database = await openDatabase({ ...defaultConfig, ...under.config }, "secret", silentLog, under.options);
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "kith-keys-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  afterAll(async () => {
    await database?.close();
    await under?.drop();
  });

  const ringOf = (tokenKeys: string[] | null = null) => new KeyRing({ tokenKeys, dataDir: folder });
  const seal = (vault: Vault, where: Place, text: string) =>
    transact(database, {}, (prisma) => vault.seal(prisma, where, text));
  const keyFile = () => readFile(join(folder, "token-keys"), "utf8").catch(() => "");

  /** Workspaces with a mailbox each, sealed by the vault; and how to read them with another. */
  async function someMailboxes(vault: Vault, count = 3) {
    const workspaceId = randomUUID();
    const ids = Array.from({ length: count }, () => randomUUID());
    await transact(database, { workspaceId, memberId: everybody }, async (prisma) => {
      for (const id of ids) {
        await prisma.mailbox.create({
          data: {
            workspaceId,
            id,
            memberId: randomUUID(),
            vendor: "google",
            subject: id,
            address: "a@example.com",
            name: "A",
            sharing: "nothing",
            createdAt: new Date(),
            tokens: await vault.seal(prisma, { workspaceId, kind: "mailbox", id }, `tokens of ${id}`),
          },
        });
      }
    });
    const rows = () =>
      transact(database, { workspaceId, memberId: everybody }, (prisma) =>
        prisma.mailbox.findMany({ where: { workspaceId }, orderBy: { id: "asc" } }),
      );
    const open = async (by: Vault) => {
      for (const { id, tokens } of await rows()) {
        expect(await by.open({ workspaceId, kind: "mailbox", id }, tokens ?? "")).toBe(`tokens of ${id}`);
      }
    };
    return { workspaceId, rows, open };
  }

  const rotate = (ring: KeyRing): Promise<Rotation> => rotateKey(database, ring, new Vault(ring), silentLog);

  test("a sealed value opens where it lies, and nowhere else", async () => {
    const vault = new Vault(ringOf());
    const sealed = await seal(vault, place, "the tokens");
    expect(sealed).not.toContain("tokens");
    expect(await vault.open(place, sealed)).toBe("the tokens");
    expect(await seal(vault, place, "the tokens")).not.toBe(sealed);
    const elsewhere: Place[] = [
      { ...place, id: randomUUID() },
      { ...place, workspaceId: randomUUID() },
      { ...place, workspaceId: null },
      { ...place, kind: "attempt" },
    ];
    for (const other of elsewhere) await expect(vault.open(other, sealed)).rejects.toMatchObject({ code: "internal" });
    const parts = sealed.split(".");
    for (const at of [2, 3]) {
      const changed = parts.with(at, `${parts[at]?.startsWith("A") ? "B" : "A"}${parts[at]?.slice(1)}`).join(".");
      await expect(vault.open(place, changed)).rejects.toMatchObject({ code: "internal" });
    }
    const short = parts.with(3, parts[3]?.slice(0, 8) ?? "").join(".");
    for (const wrong of [short, "", "x", parts.with(0, "k2").join(".")]) {
      expect(await vault.find(place, wrong)).toBeUndefined();
    }
  });

  test("without the key nothing opens, and that is no reason to give up", async () => {
    const sealed = await seal(new Vault(ringOf()), place, "text");
    const elsewhere = new Vault(new KeyRing({ tokenKeys: ["another key of thirty-two letters"], dataDir: null }));
    await expect(elsewhere.open(place, sealed)).rejects.toMatchObject({ code: "unavailable" });
  });

  test("a key is made once, for this user alone, and never replaced when damaged", async () => {
    const rings = [ringOf(), ringOf(), ringOf()];
    const made = await Promise.all(rings.map((ring) => ring.read()));
    expect(new Set(made.map(([key]) => key.id)).size).toBe(1);
    expect((await stat(join(folder, "token-keys"))).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(["token-keys"]);
    await writeFile(join(folder, "token-keys"), "");
    await expect(ringOf().read()).rejects.toThrow("damaged");
  });

  test("a rotation seals everything anew and drops the old key, while another process goes on", async () => {
    const [server, later] = [new Vault(ringOf()), new Vault(ringOf())];
    const { rows, open } = await someMailboxes(server);
    const id = randomUUID();
    const attempt: Place = { workspaceId: null, kind: "attempt", id };
    await transact(database, {}, async (prisma) => {
      const secret = await server.seal(prisma, attempt, "a verifier");
      await prisma.connectAttempt.create({ data: { id, vendor: "google", secret, expiresAt: new Date() } });
    });
    const before = await keyFile();
    const { keyId, resealed, lost } = await rotate(ringOf());
    expect([resealed, lost]).toEqual([4, 0]);
    for (const { tokens } of await rows()) expect(tokens).toContain(keyId);
    const after = await keyFile();
    expect(after).not.toBe(before);
    expect(after.trim().split("\n")).toHaveLength(1);
    await open(server);
    await open(later);
    // The process that has sealed with the old one all the time sees the new one.
    expect(await seal(server, place, "new")).toContain(keyId);
    const row = await transact(database, {}, (prisma) => prisma.connectAttempt.findUniqueOrThrow({ where: { id } }));
    expect(await server.open(attempt, row.secret)).toBe("a verifier");
    await transact(database, {}, (prisma) => prisma.connectAttempt.deleteMany());
    expect((await rotate(ringOf())).resealed).toBe(3);
    await open(later);
  });

  test("a rotation that broke off is finished by the next, with the key it had begun with", async () => {
    const vault = new Vault(ringOf());
    const { open, rows } = await someMailboxes(vault);
    const ring = ringOf();
    await ring.add();
    const [begun] = await ring.read();
    // Half of the rows, as if the process had been killed then.
    const [first] = await rows();
    if (!first) throw new Error("no rows");
    const where: Place = { workspaceId: first.workspaceId, kind: "mailbox", id: first.id };
    await transact(database, { workspaceId: first.workspaceId, memberId: everybody }, async (prisma) => {
      const tokens = await vault.seal(prisma, where, await vault.open(where, first.tokens ?? ""));
      await prisma.mailbox.updateMany({ where: { id: first.id }, data: { tokens } });
    });
    const { keyId, resealed } = await rotate(ringOf());
    expect(keyId).toBe(begun.id);
    expect(resealed).toBeGreaterThanOrEqual(2);
    expect((await keyFile()).trim().split("\n")).toHaveLength(1);
    await open(new Vault(ringOf()));
  });

  test("two rotations at once are one, and nothing is lost", async () => {
    const vault = new Vault(ringOf());
    const { open } = await someMailboxes(vault, 10);
    await Promise.all([rotate(ringOf()), rotate(ringOf())]);
    expect((await keyFile()).trim().split("\n")).toHaveLength(1);
    await open(new Vault(ringOf()));
    await open(vault);
  });

  test("who seals in the middle of a rotation is not left behind", async () => {
    const [server, ring] = [new Vault(ringOf()), ringOf()];
    const { workspaceId, rows, open } = await someMailboxes(server);
    const [row] = await rows();
    if (!row) throw new Error("no rows");
    const where: Place = { workspaceId, kind: "mailbox", id: row.id };
    const gate = Promise.withResolvers<void>();
    const sealed = Promise.withResolvers<void>();
    const slow = transact(database, { workspaceId, memberId: everybody }, async (prisma) => {
      const tokens = await server.seal(prisma, where, `tokens of ${row.id}`);
      sealed.resolve();
      await gate.promise;
      await prisma.mailbox.updateMany({ where: { id: row.id }, data: { tokens } });
    });
    await sealed.promise;
    const rotating = rotate(ring);
    await new Promise((resolve) => setTimeout(resolve, 300));
    gate.resolve();
    await Promise.all([slow, rotating]);
    expect((await keyFile()).trim().split("\n")).toHaveLength(1);
    await open(new Vault(ringOf()));
  });

  test("keys of the configuration: the first seals, the others still open, and the file's are taken along", async () => {
    const [one, two] = ["the first key of this configuration", "the second key of this configuration"];
    const { open } = await someMailboxes(new Vault(ringOf()));
    const given = ringOf([one]);
    await open(new Vault(given));
    await rotate(given);
    expect(await keyFile()).toBe("");
    await open(new Vault(ringOf([one])));
    await open(new Vault(ringOf([two, one])));
    await rotate(ringOf([two, one]));
    await open(new Vault(ringOf([two])));
    expect(await readdir(folder)).toEqual([]);
  });

  test("what nobody can open any more is counted, and left as it is", async () => {
    const { rows } = await someMailboxes(new Vault(ringOf(["a key that will be gone for good"])), 1);
    const before = await rows();
    expect(await rotate(ringOf())).toMatchObject({ lost: expect.any(Number) });
    expect((await rotate(ringOf())).lost).toBeGreaterThanOrEqual(1);
    expect(await rows()).toEqual(before);
  });
});
