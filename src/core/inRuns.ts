/** Entries of a run: a few milliseconds of work, of code that is not compiled yet too (bench/eventLoop.bench.mjs). */
const RUN = 10_000;

/**
 * Goes through entries 0 to `count - 1` in runs, with a pause before each, for whoever has to give way.
 *
 * @param count - how many entries there are
 * @param look - looks at the entries `from … to - 1`, each in a moment
 */
export function* inRuns(
  count: number,
  look: (from: number, to: number) => void,
): Generator<undefined, void, undefined> {
  for (let from = 0; from < count; from += RUN) {
    yield;
    look(from, Math.min(count, from + RUN));
  }
}
