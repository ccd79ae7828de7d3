/** Pairs of units and seats, and those times seats: what a list of all holds, and what its paths take. Tuned: bench/seats. */
const MOST_PAIRS = 30_000;
const MOST_WORK = 400_000;

/** Whether a field is best settled with all seats of all units in one list, without a geometry. */
export function isSmallField(units: number, k: number): boolean {
  return units * k <= MOST_PAIRS && units * k * k <= MOST_WORK;
}
