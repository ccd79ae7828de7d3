import { compensatedSum } from '../../core/compensatedSum.js';
import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { eachRecord, isId, isList } from '../../core/records.js';
import { risingOrder } from '../../core/risingOrder.js';
import { watchIds } from '../../core/watchIds.js';
import { isAmount, isSized, SIZED } from '../rounding/checkTotal.js';

/** Something that effort goes to: an account, a segment, a product. */
export interface EffortItem {
  /** Unique, non-empty. */
  readonly id: string;
  /** Levels of effort to choose from, rising, the first one in any case (0, or a minimum); at least one. */
  readonly efforts: ArrayLike<number>;
  /** Entry `[k]` is the sales, or margin, at level k. */
  readonly sales: ArrayLike<number>;
}

/** What `allocateEffort` divides. */
export interface EffortInput {
  /** Effort to be used at most, 0 or more. */
  readonly total: number;
  readonly items: readonly EffortItem[];
}

/** What one item gets. */
export interface EffortAllocation {
  readonly id: string;
  readonly effort: number;
  readonly sales: number;
  /** Sales per unit of the last effort it got; `null` where it stays at its first level. */
  readonly lastReturn: number | null;
  /** Sales per unit of the next effort worth having; `null` where more effort brings nothing. */
  readonly nextReturn: number | null;
}

/** Effort where it pays most. */
export interface EffortPlan {
  /** `optimal`: no plan sells more; `feasible`: none sells more than `bound`; `infeasible`: the first levels need more. */
  readonly status: 'optimal' | 'feasible' | 'infeasible';
  readonly allocations: readonly EffortAllocation[];
  readonly effort: number;
  readonly sales: number;
  /** What one more unit of effort would bring; 0 where all effort worth having is given. */
  readonly shadowPrice: number;
  /** Most that any plan with this effort can sell. */
  readonly bound: number;
  /** (bound - sales) / bound; 0 where the bound is 0. */
  readonly gap: number;
}

/** Efforts that add up to the total within this share of it fill it. */
const NOISE = 1e-12;

/** Sales within this share of the bound are the best there are, to the accuracy of doubles. */
const PROOF = 1e-12;

/**
 * Allocates effort over items with diminishing returns, so that the last unit brings the same everywhere.
 *
 * Problem: choose one level k of every item, `max sum of sales[k]` with `sum of efforts[k] <= total`.
 *
 * Idea: (1) of each item only the levels on its upper concave hull are worth their effort somewhere; the steps between
 * them have falling returns; (2) take steps of all items by falling sales per effort until one does not fit: its return is
 * the shadow price; (3) fill what is left with later steps that fit; (4) what was taken in (2) plus shadow price times
 * the rest is what no plan can exceed.
 *
 * @param input - total and items with their levels
 * @returns efforts, sales, shadow price, and a bound with the gap to it
 * @throws {@link InputError} with every issue: efforts that do not rise, numbers that are not finite, lists of different lengths
 * @remarks The gap is at most one step of one item, so it fades with many items. O(levels log levels), deterministic; equal
 * returns go to the lowest index. Leonard M. Lodish: CALLPLAN: An Interactive Salesman's Call Planning System, 1971,
 * DOI 10.1287/mnsc.18.4.P25.
 * @example
 * ```ts
 * import { allocateEffort } from 'bailiwick/quota';
 * const { status, allocations, shadowPrice } = allocateEffort({
 *   total: 6,
 *   items: [
 *     { id: 'a', efforts: [0, 2, 4], sales: [10, 30, 36] },
 *     { id: 'b', efforts: [0, 2, 4], sales: [0, 5, 24] },
 *   ],
 * });
 * status; // => 'optimal'
 * allocations.map(({ effort }) => effort); // => [2, 4]
 * shadowPrice; // => 3
 * ```
 */
export function allocateEffort(input: EffortInput): EffortPlan {
  checkEffort(input);
  const { total, items } = input;
  const { item, level, effort, gain, order } = listSteps(items);
  /** Entry `[i]` is the level that item i stands at. */
  const chosen = new Int32Array(items.length);
  const isStuck = new Uint8Array(items.length);
  const least = compensatedSum(items.map(({ efforts }) => efforts[0]));
  let left = total - least;
  const slack = NOISE * total;
  let price: number | null = null;
  let bound = compensatedSum(items.map(({ sales }) => sales[0]));
  for (const s of order) {
    const fits = effort[s] <= left + slack;
    if (price === null) {
      bound += fits ? gain[s] : (gain[s] / effort[s]) * Math.max(0, left);
      if (!fits) price = gain[s] / effort[s];
    }
    if (!fits) isStuck[item[s]] = 1;
    if (!fits || isStuck[item[s]] === 1) continue;
    chosen[item[s]] = level[s];
    left -= effort[s];
  }
  const sales = compensatedSum(items.map((one, i) => one.sales[chosen[i]]));
  const used = compensatedSum(items.map((one, i) => one.efforts[chosen[i]]));
  const isInfeasible = least > total + slack;
  const isProven = bound - sales <= PROOF * Math.abs(bound);
  return {
    status: isInfeasible ? 'infeasible' : isProven ? 'optimal' : 'feasible',
    allocations: describe(items, chosen, { item, level, effort, gain }),
    effort: used,
    sales,
    shadowPrice: price ?? 0,
    bound: Math.max(bound, sales),
    gap: isProven || bound === 0 ? 0 : (bound - sales) / Math.abs(bound),
  };
}

/** Steps up the hulls of all items; entry `[s]` of each list is about step s, those of an item one after the other. */
interface Steps {
  readonly item: Int32Array;
  /** The level it leads to. */
  readonly level: Int32Array;
  readonly effort: Float64Array;
  readonly gain: Float64Array;
}

function listSteps(items: readonly EffortItem[]): Steps & { order: Int32Array } {
  const count = items.reduce((sum, { efforts }) => sum + efforts.length - 1, 0);
  const item = new Int32Array(count);
  const level = new Int32Array(count);
  const effort = new Float64Array(count);
  const gain = new Float64Array(count);
  let size = 0;
  items.forEach(({ efforts, sales }, i) => {
    const start = size;
    for (let k = 1; k < efforts.length; k++) {
      let before = 0;
      // A step that returns less than the one after it is merged with it; one that loses sales is no step.
      for (; ; size--) {
        before = size > start ? level[size - 1] : 0;
        if (size === start) break;
        const rise = (sales[k] - sales[before]) * effort[size - 1];
        if (rise <= gain[size - 1] * (efforts[k] - efforts[before])) break;
      }
      if (sales[k] <= sales[before]) continue;
      item[size] = i;
      level[size] = k;
      effort[size] = efforts[k] - efforts[before];
      gain[size] = sales[k] - sales[before];
      size++;
    }
  });
  const fallingReturns = new Float64Array(size);
  for (let s = 0; s < size; s++) fallingReturns[s] = -gain[s] / effort[s];
  const taken = <T extends Int32Array | Float64Array>(column: T) => column.subarray(0, size) as T;
  const steps = { item: taken(item), level: taken(level), effort: taken(effort), gain: taken(gain) };
  return { ...steps, order: risingOrder(fallingReturns) };
}

function describe(items: readonly EffortItem[], chosen: Int32Array, steps: Steps): EffortAllocation[] {
  const last: (number | null)[] = new Array(items.length).fill(null);
  const next: (number | null)[] = new Array(items.length).fill(null);
  for (let s = steps.item.length - 1; s >= 0; s--) {
    const i = steps.item[s];
    const rate = steps.gain[s] / steps.effort[s];
    if (steps.level[s] > chosen[i]) next[i] = rate;
    if (steps.level[s] === chosen[i]) last[i] = rate;
  }
  return items.map(({ id, efforts, sales }, i) => ({
    id,
    effort: efforts[chosen[i]],
    sales: sales[chosen[i]],
    lastReturn: last[i],
    nextReturn: next[i],
  }));
}

function checkEffort(input: EffortInput): void {
  const { total, items } = input ?? {};
  const issues: Issue[] = [];
  if (!isAmount(total))
    issues.push(badValue(null, 'total', 'out-of-range', 'a finite number of at least 0', total));
  const isRepeated = watchIds(items);
  eachRecord(items, 'items', issues, (item, row) => {
    if (!isId(item.id) || isRepeated(row))
      addIssue(issues, badValue(row, 'id', 'bad-id', 'a text that no other item has', item.id));
    checkLevels(item, row, issues);
  });
  if (issues.length > 0) throw new InputError('allocateEffort', issues);
}

function checkLevels({ efforts, sales }: EffortItem, row: number, issues: Issue[]): void {
  const wrong = (field: string, code: string, expected: string, value: unknown) =>
    addIssue(issues, badValue(row, field, code, expected, value));
  const levels = isList(efforts, 'efforts', issues, row) ? efforts.length : null;
  const count = isList(sales, 'sales', issues, row) ? sales.length : null;
  if (levels === 0) wrong('efforts', 'wrong-length', 'a list of at least one level', efforts);
  if (levels !== null && count !== null && count !== levels)
    wrong('sales', 'wrong-length', `as long as efforts (${levels})`, count);
  let least = 0;
  for (let k = 0; k < (levels ?? 0); k++) {
    const isGood = isSized(efforts[k]) && (k === 0 || efforts[k] > least);
    if (!isGood) wrong(`efforts.${k}`, 'not-rising', 'above the level before, 0 or more', efforts[k]);
    else least = efforts[k];
  }
  for (let k = 0; k < (count ?? 0); k++) {
    const isGoodSale = typeof sales[k] === 'number' && isSized(Math.abs(sales[k]));
    if (!isGoodSale) wrong(`sales.${k}`, 'out-of-range', `${SIZED} either way`, sales[k]);
  }
}
