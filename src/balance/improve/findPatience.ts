import type { Candidates } from '../transport/candidates.js';

/** Units with a choice below which there is time for more; found by trial. */
const FEW_UNITS = 3000;
/** So tiny problems stay quick. */
const MOST_PATIENCE = 100;

/** How many times the usual work a problem with few units that have a choice can be given: 1 to 100. O(units). */
export function findPatience({ count }: Pick<Candidates, 'count'>): number {
  let choosers = 0;
  for (const candidates of count) if (candidates > 1) choosers++;
  return Math.min(MOST_PATIENCE, Math.max(1, FEW_UNITS / choosers));
}
