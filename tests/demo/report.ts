// Keeps what each step did: a line on the terminal, a picture, and report.json.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { WebmailName } from "../sandbox/webmail/sandbox.ts";

interface Step {
  name: string;
  webmail: WebmailName;
  ok: boolean;
  ms: number;
}

export class Report {
  private readonly steps: Step[] = [];
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** Runs one step; one that fails is told and pictured, and the demo goes on. */
  async step(webmail: WebmailName, name: string, page: Page, act: () => Promise<unknown>): Promise<void> {
    const started = performance.now();
    let problem: unknown;
    try {
      await act();
    } catch (error) {
      problem = error;
    }
    const ms = Math.round(performance.now() - started);
    this.steps.push({ name, webmail, ok: problem === undefined, ms });
    const number = String(this.steps.length).padStart(2, "0");
    const file = `${number}-${webmail}-${name.toLowerCase().replace(/[^a-z]+/g, "-")}.png`;
    await page.screenshot({ path: join(this.folder, file) });
    console.log(`${problem === undefined ? "✓" : "✗"} ${webmail.padEnd(8)} ${name} (${ms} ms)`);
    if (problem !== undefined) console.log(`  ${String(problem).split("\n").slice(0, 3).join("\n  ")}`);
    this.write();
  }

  /** After every step, so that a demo that dies has told how far it came. */
  private write(): void {
    writeFileSync(join(this.folder, "report.json"), `${JSON.stringify({ steps: this.steps }, null, 2)}\n`);
  }

  get failed(): number {
    return this.steps.filter(({ ok }) => !ok).length;
  }

  get passed(): number {
    return this.steps.length - this.failed;
  }
}
