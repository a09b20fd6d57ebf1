// One line of the report, and what a row needs to make it.
import type { Outcome } from "./measure.ts";
import { quantile } from "./measure.ts";
import type { Stage } from "./stage.ts";

export interface Line {
  id: string;
  subject: string;
  baseline: string;
  unit: string;
  /** Null where it could not be measured; `note` says why. */
  ratio: number | null;
  min: number | null;
  max: number | null;
  target: string;
  met: boolean;
  note?: string;
  [more: string]: unknown;
}

export interface Row {
  readonly id: string;
  readonly subject: string;
  readonly baseline: string;
  readonly unit: string;
  readonly target: string;
  measure(stage: Stage): Promise<Measured>;
}

/** What measuring adds to a row. */
export type Measured = Pick<Line, "ratio" | "min" | "max" | "met" | "note"> & Record<string, unknown>;

const round = (value: unknown): unknown =>
  typeof value === "number" ? Number(value.toPrecision(value >= 1_000 ? 6 : 4)) : value;

export function toLine({ id, subject, baseline, unit, target }: Row, measured: Measured): Line {
  const { ratio, min, max, met, ...more } = measured;
  const rounded = Object.fromEntries(Object.entries({ ratio, min, max }).map(([key, value]) => [key, round(value)]));
  const extras = Object.fromEntries(Object.entries(more).map(([key, value]) => [key, round(value)]));
  return { id, subject, baseline, unit, ...rounded, target, met, ...extras } as Line;
}

/** Times as a line has them: ratio, spread and the absolute milliseconds. */
export const times = ({ ratio, min, max, subjectMs, baselineMs, sample }: Outcome) => ({
  ratio,
  min,
  max,
  subjectMs,
  baselineMs,
  subjectP95Ms: quantile(sample.subject, 0.95),
});
