/**
 * Units heavier than any territory may be: each stands alone, and the others are balanced over what is left.
 *
 * With equal limits for all territories and targets T = W / k, a unit of load w above the upper limit makes the largest
 * deviation at least w / T - 1 in every plan, and alone it reaches that. So it is set aside with a territory of its own.
 * The rest, W - w over k - 1 territories, keeps the limits as long as its own, lower mean lies within them; else it gets
 * the same relative limits about that mean, which may make the next unit too heavy, and so on from the heaviest down.
 */
import type { SearchProblem } from '../../searchProblem.js';
import { type RestProblem, setAside } from './setAside.js';

/** Loads above a limit by less than this share of it are rounding errors. */
const ROUNDING = 1e-9;

/** Sets heavy units aside; `null` where there are none, or where territories are not all alike and free to choose. */
export function setAsideHeavy(search: SearchProblem, isFree: (j: number) => boolean): RestProblem | null {
  const { n, k, M, load, lower, upper } = search;
  if (M !== 1 || lower.some((low) => low !== lower[0]) || upper.some((high) => high !== upper[0]))
    return null;
  const byLoad: number[] = [];
  let total = 0;
  for (let u = 0; u < n; u++) {
    total += load[u];
    if (load[u] > 0.5 * upper[0]) byLoad.push(u);
  }
  let left = total;
  byLoad.sort((a, b) => load[b] - load[a] || a - b);
  let count = 0;
  // Limits are in mean targets of the whole: as they stand they are relative to any mean.
  const meanOfRest = () => left / (k - count);
  const scaleOfLimits = () => (lower[0] <= meanOfRest() && meanOfRest() <= upper[0] ? 1 : meanOfRest());
  while (count < byLoad.length && count < k - 1) {
    if (load[byLoad[count]] <= upper[0] * scaleOfLimits() * (1 + ROUNDING)) break;
    left -= load[byLoad[count++]];
  }
  const free = Int32Array.from(new Int32Array(k).keys()).filter(isFree);
  if (count === 0 || count > free.length) return null;
  const share = (value: number) => new Float64Array(k).fill(value);
  const scale = scaleOfLimits();
  const loads = {
    target: share(meanOfRest()),
    lower: share(scale * lower[0]),
    upper: share(scale * upper[0]),
  };
  return setAside(search, Int32Array.from(byLoad.slice(0, count)), free.subarray(0, count), loads);
}
