// How a row is measured: subject and baseline in turn, A-B-A, so that whatever else the machine does meets both alike.

export interface Sample {
  /** Milliseconds of single runs, in the order they were made. */
  subject: number[];
  baseline: number[];
}

export interface Outcome {
  /** Median of the rounds' ratios, and the lowest and highest of them. */
  ratio: number;
  min: number;
  max: number;
  subjectMs: number;
  baselineMs: number;
  sample: Sample;
}

export interface Rounds {
  rounds: number;
  /** Runs of each side within one of the three legs of a round; a leg is worth its median. */
  runs: number;
  /** Runs before anything counts. */
  warmUps: number;
}

/** `number` counts the runs of a side, warm-ups included. */
type Run = (number: number) => Promise<number>;

const usual: Rounds = { rounds: 7, runs: 5, warmUps: 3 };

/** One round is baseline, subject, baseline: drift within a round falls on both sides of the subject. */
export async function compare(subject: Run, baseline: Run, how: Partial<Rounds> = {}): Promise<Outcome> {
  const { rounds, runs, warmUps } = { ...usual, ...how };
  const side = (run: Run) => {
    let number = 0;
    const all: number[] = [];
    const leg = async (count: number, counts: boolean) => {
      const times: number[] = [];
      for (let index = 0; index < count; index += 1) times.push(await run(number++));
      if (counts) all.push(...times);
      return median(times);
    };
    return { all, leg };
  };
  const [a, b] = [side(subject), side(baseline)];
  if (warmUps > 0) {
    await b.leg(warmUps, false);
    await a.leg(warmUps, false);
  }
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const before = await b.leg(runs, true);
    const between = await a.leg(runs, true);
    const after = await b.leg(runs, true);
    ratios.push(between / ((before + after) / 2));
  }
  return {
    ...summary(ratios),
    subjectMs: median(a.all),
    baselineMs: median(b.all),
    sample: { subject: a.all, baseline: b.all },
  };
}

const summary = (ratios: readonly number[]) => ({
  ratio: median(ratios),
  min: Math.min(...ratios),
  max: Math.max(...ratios),
});

export const median = (values: readonly number[]) => quantile(values, 0.5);

/** Linear between the two nearest; not a number where there are no values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((x, y) => x - y);
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)] ?? Number.NaN;
  const high = sorted[Math.ceil(place)] ?? Number.NaN;
  return low + (high - low) * (place - Math.floor(place));
}
