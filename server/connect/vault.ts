// Seals what must not be read out of a copy of the database: tokens and verifiers.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { AppError } from "#shared/errors.ts";
import type { PrismaTransaction } from "../store/database.ts";
import type { Key, KeyRing } from "./keys.ts";

/** Where a sealed value lies. It opens there and nowhere else: a row that was copied elsewhere is worth nothing. */
export interface Place {
  /** Null for what belongs to no workspace yet. */
  readonly workspaceId: string | null;
  readonly kind: "mailbox" | "attempt";
  readonly id: string;
}

const FORMAT = "k1";
const CIPHER = "aes-256-gcm";
const TAG_LENGTH = 16;

/** Any number that no other user of the database takes. */
const SEALING_LOCK = 0x6b69746a;

/** Until the transaction ends nobody changes the keys: what is sealed in it is seen by whoever rotates them. */
async function holdKeys(prisma: PrismaTransaction): Promise<void> {
  await prisma.$queryRaw`select pg_advisory_xact_lock_shared(${SEALING_LOCK})::text`;
}

/** Until the transaction ends nobody seals: the time to change the keys. */
export async function stopSealing(prisma: PrismaTransaction): Promise<void> {
  await prisma.$queryRaw`select pg_advisory_xact_lock(${SEALING_LOCK})::text`;
}

/** A key of its own for each workspace. */
const dataKey = (key: Key, { workspaceId }: Place) =>
  Buffer.from(hkdfSync("sha256", key.material, workspaceId ?? "", "workspace", 32));

const nameOf = ({ workspaceId, kind, id }: Place) => Buffer.from(JSON.stringify([FORMAT, workspaceId, kind, id]));

/** What every value sealed with a key begins with. */
export const sealedWith = (keyId: string) => `${FORMAT}.${keyId}.`;

export class Vault {
  readonly #ring: KeyRing;
  #known: ReadonlyMap<string, Key> = new Map();

  constructor(ring: KeyRing) {
    this.#ring = ring;
  }

  /** In the transaction that stores what it gives. */
  async seal(prisma: PrismaTransaction, place: Place, text: string): Promise<string> {
    await holdKeys(prisma);
    const [key] = await this.#ring.read();
    const nonce = randomBytes(12);
    const cipher = createCipheriv(CIPHER, dataKey(key, place), nonce).setAAD(nameOf(place));
    const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
    return `${sealedWith(key.id)}${nonce.toString("base64url")}.${sealed.toString("base64url")}`;
  }

  /** `unavailable` while the key is not to be had here; `internal` for what was changed, or sealed for another place. */
  async open(place: Place, sealed: string): Promise<string> {
    const text = await this.find(place, sealed);
    if (text !== undefined) return text;
    const isKnown = (await this.#findKey(keyIdOf(sealed))) !== undefined;
    throw isKnown
      ? new AppError("internal", "A sealed value was changed, or does not belong where it was found")
      : new AppError("unavailable", "This is sealed with a key that this server does not have (KITH_TOKEN_KEY)");
  }

  /** Undefined where it does not open. */
  async find(place: Place, sealed: string): Promise<string | undefined> {
    const [format, keyId = "", nonce = "", content = ""] = sealed.split(".");
    const key = format === FORMAT ? await this.#findKey(keyId) : undefined;
    if (!key) return undefined;
    const bytes = Buffer.from(content, "base64url");
    try {
      const decipher = createDecipheriv(CIPHER, dataKey(key, place), Buffer.from(nonce, "base64url"), {
        authTagLength: TAG_LENGTH,
      });
      decipher.setAAD(nameOf(place)).setAuthTag(bytes.subarray(-TAG_LENGTH));
      return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_LENGTH)), decipher.final()]).toString("utf8");
    } catch {
      // Not what this key made for this place.
      return undefined;
    }
  }

  /** Asks the ring again for one it has not seen: another process may have rotated the keys. */
  async #findKey(id: string): Promise<Key | undefined> {
    if (!this.#known.has(id)) this.#known = new Map((await this.#ring.read()).map((key) => [key.id, key]));
    return this.#known.get(id);
  }
}

const keyIdOf = (sealed: string) => sealed.split(".")[1] ?? "";
