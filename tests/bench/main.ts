// `npm run bench [-- ID…]`: one JSON line per row on stdout, progress on stderr.
import { progress } from "./progress.ts";
import { type Measured, type Row, toLine } from "./row.ts";
import { oneThrottled } from "./rows/f22-one-throttled.ts";
import { firstPaint } from "./rows/p1-first-paint.ts";
import { timeToContext } from "./rows/p3-context.ts";
import { coldRead } from "./rows/p4-cold-read.ts";
import { localWrite } from "./rows/p6-local-write.ts";
import { importStore } from "./rows/p10-import-store.ts";
import { wholeImport } from "./rows/p11-import.ts";
import { providerUse } from "./rows/p12-provider-use.ts";
import { unitsPerMessage } from "./rows/p13-units.ts";
import { apiLatency, apiThroughput } from "./rows/p14-api.ts";
import { typeahead } from "./rows/p18-typeahead.ts";
import { hostPage } from "./rows/p19-host-page.ts";
import { bytes } from "./rows/p21-bytes.ts";
import { twoDevices } from "./rows/p22-two-devices.ts";
import { Stage } from "./stage.ts";

const rows: readonly Row[] = [
  firstPaint,
  timeToContext,
  coldRead,
  localWrite,
  importStore,
  wholeImport,
  providerUse,
  unitsPerMessage,
  oneThrottled,
  apiLatency,
  apiThroughput,
  typeahead,
  hostPage,
  bytes,
  twoDevices,
];

function choose(ids: readonly string[]): readonly Row[] {
  const unknown = ids.filter((id) => !rows.some((row) => row.id === id));
  if (unknown.length > 0)
    throw new Error(`No row ${unknown.join(", ")}; there are ${rows.map(({ id }) => id).join(", ")}`);
  return ids.length > 0 ? rows.filter(({ id }) => ids.includes(id)) : rows;
}

async function measure(row: Row, stage: Stage): Promise<Measured> {
  progress(`${row.id} ${row.subject}`);
  try {
    return await row.measure(stage);
  } catch (error) {
    // One row that cannot be measured must not take the others with it, nor go unseen.
    process.exitCode = 1;
    progress(`${row.id} failed: ${error instanceof Error ? error.stack : String(error)}`);
    return { ratio: null, min: null, max: null, met: false, note: `Could not be measured: ${String(error)}` };
  }
}

const stage = new Stage();
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void stage.close().then(() => process.exit(1)));

try {
  for (const row of choose(process.argv.slice(2).map((id) => id.toUpperCase()))) {
    console.log(JSON.stringify(toLine(row, await measure(row, stage))));
  }
} finally {
  await stage.close();
}
