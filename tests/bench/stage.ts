// Everything rows are measured on, each made when the first row asks for it and taken down together at the end.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Device, openBare, openDevice } from "./device.ts";
import { type Extensions, prepareExtensions } from "./extensions.ts";
import { knownPeople } from "./mail.ts";
import { type BenchDatabase, createDatabase } from "./postgres.ts";
import { type Program, SERVER_CORE, startProgram } from "./processes.ts";
import { progress } from "./progress.ts";
import type { Ready, ServerOptions } from "./server/process.ts";

/** The promise is made for 100,000; fewer only while working on the bench itself. */
const PEOPLE = Number(process.env.KITH_BENCH_PEOPLE ?? 100_000);

export class Stage {
  readonly folder = mkdtempSync(join(tmpdir(), "kith-bench-"));
  readonly #endings: (() => unknown)[] = [];
  readonly #made = new Map<string, Promise<unknown>>();

  /** Null where there is no PostgreSQL. */
  postgres(): Promise<BenchDatabase | null> {
    return this.#once("PostgreSQL", async () => {
      const database = await createDatabase();
      if (database) this.#endings.push(() => database.drop());
      return database;
    });
  }

  /** Kith's server with the bench's data: on PostgreSQL, else on PGlite. */
  server(): Promise<Program<Ready>> {
    return this.#once(`server with ${PEOPLE} people`, async () => {
      const databaseUrl = (await this.postgres())?.url ?? null;
      const options: ServerOptions = { databaseUrl, people: PEOPLE, known: knownPeople };
      const server = await startProgram<Ready>(new URL("server/process.ts", import.meta.url), options, SERVER_CORE);
      this.#endings.push(() => server.close());
      return server;
    });
  }

  extensions(): Promise<Extensions> {
    return this.#once("extensions", () => prepareExtensions(this.folder));
  }

  /** A browser with Kith signed in and its replica full, and the bare extension beside it. */
  device(): Promise<Device> {
    return this.#once("browser with the replica", () => this.#openDevice(0, true));
  }

  /** A colleague's browser, without the bare extension. */
  otherDevice(): Promise<Device> {
    return this.#once("a colleague's browser", () => this.#openDevice(1, false));
  }

  /** A browser without any extension. */
  bareBrowser(): Promise<Device> {
    return this.#once("browser without extension", async () => {
      const device = await openBare();
      this.#endings.push(() => device.close());
      return device;
    });
  }

  async #openDevice(person: 0 | 1, withBare: boolean): Promise<Device> {
    const { kith, bare } = await this.extensions();
    const { ready } = await this.server();
    const device = await openDevice(withBare ? [kith, bare] : [kith]);
    this.#endings.push(() => device.close());
    await device.signIn(ready, person, PEOPLE);
    return device;
  }

  #once<T>(name: string, make: () => Promise<T>): Promise<T> {
    const made = this.#made.get(name) as Promise<T> | undefined;
    if (made) return made;
    const started = performance.now();
    const making = make().then((value) => {
      progress(`${name}: ready after ${((performance.now() - started) / 1_000).toFixed(1)} s`);
      return value;
    });
    this.#made.set(name, making);
    return making;
  }

  /** In reverse order; one that fails does not keep the others standing. */
  async close(): Promise<void> {
    for (const end of this.#endings.splice(0).reverse()) {
      try {
        await end();
      } catch (error) {
        progress(`while taking down: ${String(error)}`);
      }
    }
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}
