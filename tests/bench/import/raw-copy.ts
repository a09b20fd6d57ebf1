// The least it can cost to get the rows of an import onto the disk: COPY into twins of its tables that have no trigger, no
// policy and no other reader, and no index unless asked for.

import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";

/** What an import writes. */
const tables = ["activity", "list_item", "mail_item", "mail_thread"] as const;
type Table = (typeof tables)[number];
/** Of list_item also contacts have rows. */
const imported = (linkedOnly: boolean): Record<Table, string> => ({
  activity: "true",
  list_item: `"entity" = 'activity'`,
  mail_item: linkedOnly ? `"state" = 'linked'` : "true",
  mail_thread: "true",
});
const CHUNK = 64 * 1024;

export interface CopyOptions {
  readonly linkedOnly: boolean;
  /** With the keys and indexes of the real tables: what no way of writing can spare. */
  readonly isIndexed?: boolean;
}

export class RawCopy {
  readonly #client: pg.Client;
  readonly #texts = new Map<Table, Buffer>();
  /** Of all tables. */
  rows = 0;

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  /** Takes what one workspace holds as what is to be copied. `url` is the owner's, whom no policy binds. */
  static async of(url: string, workspaceId: string, { linkedOnly, isIndexed = false }: CopyOptions): Promise<RawCopy> {
    const client = new pg.Client({ connectionString: url, options: "-c TimeZone=UTC" });
    await client.connect();
    const copy = new RawCopy(client);
    for (const table of tables) {
      await client.query(`drop table if exists "twin_${table}"`);
      await client.query(`create table "twin_${table}" (like "${table}"${isIndexed ? " including indexes" : ""})`);
      const chunks: Buffer[] = [];
      const rows = `select * from "${table}" where "workspaceId" = '${workspaceId}' and ${imported(linkedOnly)[table]}`;
      for await (const chunk of client.query(copyTo(`copy (${rows}) to stdout`))) chunks.push(chunk);
      const { rows: counted } = await client.query(`select count(*)::int as "count" from (${rows}) as found`);
      copy.rows += counted[0].count;
      copy.#texts.set(table, Buffer.concat(chunks));
    }
    return copy;
  }

  /** Milliseconds for all of it, committed. */
  async run(): Promise<number> {
    for (const table of tables) await this.#client.query(`truncate "twin_${table}"`);
    const started = performance.now();
    await this.#client.query("begin");
    for (const [table, text] of this.#texts) {
      const pieces = function* () {
        for (let at = 0; at < text.length; at += CHUNK) yield text.subarray(at, at + CHUNK);
      };
      await pipeline(Readable.from(pieces()), this.#client.query(copyFrom(`copy "twin_${table}" from stdin`)));
    }
    await this.#client.query("commit");
    return performance.now() - started;
  }

  async close(): Promise<void> {
    for (const table of tables) await this.#client.query(`drop table if exists "twin_${table}"`);
    await this.#client.end();
  }
}
