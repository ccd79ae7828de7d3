/** Entries of a run: a few milliseconds of work, of code that is not compiled yet too (bench/eventLoop.bench.mjs). */
const RUN = 10_000;

/** A run of entries, `from … to - 1`. */
export interface Run {
  readonly from: number;
  readonly to: number;
}

/**
 * The entries 0 to `count - 1` in runs, for whoever pauses before each of them:
 *
 *     for (const { from, to } of runsOf(n)) {
 *       yield;
 *       for (let i = from; i < to; i++) …
 *     }
 *
 * The loop stands in the function that pauses, not in a closure made for a call: engines keep the compiled code of the
 * first as long as there is the function, and compile the second anew with every call.
 */
export function runsOf(count: number): Run[] {
  const runs: Run[] = [];
  for (let from = 0; from < count; from += RUN) runs.push({ from, to: Math.min(count, from + RUN) });
  return runs;
}
