// The keys that secrets are sealed with. They are never in the database: from the configuration, else from a file.
import { hkdfSync, randomBytes } from "node:crypto";
import { mkdir, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ConfigError } from "../config.ts";

export interface Key {
  /** Says which key it is and nothing about what it is. */
  readonly id: string;
  readonly material: Buffer;
}

interface KeySource {
  readonly tokenKeys: readonly string[] | null;
  /** Null keeps keys in memory; only tests want that. */
  readonly dataDir: string | null;
}

const FILE = "token-keys";

const derive = (text: string, info: string, length: number) =>
  Buffer.from(hkdfSync("sha256", text, "kith", info, length));

const toKey = (text: string): Key => ({
  id: derive(text, "key id", 6).toString("hex"),
  material: derive(text, "key", 32),
});

const freshText = () => randomBytes(32).toString("hex");

export class KeyRing {
  readonly #given: readonly Key[];
  readonly #file: string | null;
  /** What a file would hold, where there is none. */
  #memory: string[] = [];

  constructor({ tokenKeys, dataDir }: KeySource) {
    this.#given = (tokenKeys ?? []).map(toKey);
    this.#file = dataDir === null ? null : join(dataDir, FILE);
    if (this.#file === null && !this.isGiven) this.#memory = [freshText()];
  }

  /** The configuration says what is sealed with; then rotating is for whoever writes it to begin. */
  get isGiven(): boolean {
    return this.#given.length > 0;
  }

  /** All of them as they are now, the one to seal with first. Other processes may have changed the file meanwhile. */
  async read(): Promise<[Key, ...Key[]]> {
    const [newest, ...older] = [...this.#given, ...(await this.#readKept()).map(toKey)];
    if (newest) return [newest, ...older];
    await this.#makeFile();
    return this.read();
  }

  /** Puts a new key in front of the kept ones. The caller holds the lock on sealing. */
  async add(): Promise<void> {
    await this.#writeKept([freshText(), ...(await this.#readKept())]);
  }

  /** Forgets kept keys that seal nothing any more; those of the configuration stay until somebody removes them there. */
  async drop(ids: ReadonlySet<string>): Promise<void> {
    const kept = await this.#readKept();
    const left = kept.filter((text) => !ids.has(toKey(text).id));
    if (left.length < kept.length) await this.#writeKept(left);
  }

  async #readKept(): Promise<string[]> {
    if (this.#file === null) return this.#memory;
    const text = await readFile(this.#file, "utf8").catch((error: { code?: string }) => {
      if (error.code === "ENOENT") return null;
      throw error;
    });
    if (text === null) return [];
    const lines = text.split("\n").filter((line) => line !== "");
    if (lines.length === 0 || lines.some((line) => !/^[0-9a-f]{64}$/u.test(line))) {
      throw new ConfigError(`${this.#file} is damaged: restore it from a backup, or set KITH_TOKEN_KEY`);
    }
    return lines;
  }

  async #makeFile(): Promise<void> {
    if (this.#file === null) return;
    await mkdir(join(this.#file, ".."), { recursive: true, mode: 0o700 });
    try {
      await writeFile(this.#file, `${freshText()}\n`, { flag: "wx", mode: 0o600 });
    } catch (error) {
      // Another process was faster: its key is as good.
      if ((error as { code?: string }).code !== "EEXIST") throw error;
    }
  }

  /** Whole or not at all, and on the disk: a key that is lost takes everything it sealed with it. */
  async #writeKept(texts: string[]): Promise<void> {
    if (this.#file === null) {
      this.#memory = texts;
      return;
    }
    if (texts.length === 0) return rm(this.#file, { force: true });
    const next = `${this.#file}.new`;
    const file = await open(next, "w", 0o600);
    try {
      await file.writeFile(texts.map((text) => `${text}\n`).join(""));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(next, this.#file);
  }
}
