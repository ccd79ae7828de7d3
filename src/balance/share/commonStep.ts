/** Steps of the heaviest load at the most. */
const MOST_STEPS = 128;
/** Remainders below this share of the divisor are rounding errors of a division. */
const REMAINDER = 1e-6;
/** A load is a multiple where it is one up to so many steps: the rounding of as many additions leaves less. */
const ROUNDING = 1e-12;

/** The largest step of which all loads are multiples, by Euclid; 0 where there is none, or a finer one; 1 for no load. O(loads). */
export function commonStep(loads: readonly number[]): number {
  const heaviest = loads.reduce((most, load) => Math.max(most, load), 0);
  if (heaviest === 0) return 1;
  let step = heaviest;
  for (const load of loads) {
    let rest = load;
    while (rest > REMAINDER * step) {
      const over = rest % step;
      const isMultiple = Math.min(over, step - over) <= REMAINDER * step;
      rest = isMultiple ? 0 : step;
      if (!isMultiple) step = over;
      if (step * MOST_STEPS < heaviest) return 0;
    }
  }
  // Through all remainders the step has lost digits; those of the heaviest load are whole.
  const exact = heaviest / Math.round(heaviest / step);
  const isMultiple = (load: number) => Math.abs(load / exact - Math.round(load / exact)) <= ROUNDING;
  return loads.every(isMultiple) ? exact : 0;
}
