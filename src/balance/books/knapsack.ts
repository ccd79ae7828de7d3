/**
 * The 0-1 knapsack: choose items of most profit within one capacity.
 *
 * 1. Items by profit per weight fill the knapsack greedily; the first that does not fit, in part, gives Dantzig's upper
 *    bound U, the whole ones that fit a plan of value L.
 * 2. An item whose change of mind costs U down to L is settled; what is left is the core.
 * 3. The core is solved by dynamic programming over the capacity that the settled items leave.
 *
 * Where weights are not whole numbers or the capacity is large, weights are rounded down to shares of it: whatever fits
 * still fits, so the value is an upper bound, and U cuts it. O(items log items + core * cells). References:
 * G. B. Dantzig: Discrete-Variable Extremum Problems, 1957, DOI 10.1287/opre.5.2.266; the core by E. Balas, E. Zemel:
 * An Algorithm for Large Zero-One Knapsack Problems, 1980, DOI 10.1287/opre.28.5.1130.
 */

/** Largest capacity that is counted in whole units, and the number of shares otherwise. */
const MOST_CELLS = 4096;
const SHARES = 2048;

/** Items 0 … size - 1 and what is chosen of them; arrays may be longer and are used again. */
export interface Knapsack {
  readonly profit: Float64Array;
  readonly weight: Float64Array;
  /** Entry `[i]` becomes 1 where item i is chosen. */
  readonly isChosen: Uint8Array;
}

/** Fills `isChosen`; returns an upper bound of the profit, the largest profit itself where weights are whole. */
export function solveKnapsack(items: Knapsack, size: number, capacity: number): number {
  const { profit, weight, isChosen } = items;
  isChosen.fill(0, 0, size);
  const ratio = new Float64Array(size);
  const order: number[] = [];
  let settledProfit = 0;
  let heaviest = 0;
  for (let i = 0; i < size; i++) {
    if (profit[i] <= 0 || weight[i] > capacity) continue;
    if (weight[i] === 0) {
      isChosen[i] = 1;
      settledProfit += profit[i];
      continue;
    }
    ratio[i] = profit[i] / weight[i];
    heaviest += weight[i];
    order.push(i);
  }
  if (heaviest <= capacity) {
    for (const i of order) {
      isChosen[i] = 1;
      settledProfit += profit[i];
    }
    return settledProfit;
  }
  order.sort((a, b) => ratio[b] - ratio[a] || a - b);
  let room = capacity;
  let greedy = 0;
  let upper = 0;
  let breakRatio = -1;
  for (const i of order) {
    if (weight[i] <= room) {
      room -= weight[i];
      greedy += profit[i];
      isChosen[i] = 1;
    } else if (breakRatio < 0) {
      breakRatio = ratio[i];
      upper = greedy + room * breakRatio;
    }
  }
  const core: number[] = [];
  room = capacity;
  let inCore = 0;
  for (const i of order) {
    const loss = Math.abs(profit[i] - breakRatio * weight[i]);
    if (upper - loss > greedy) core.push(i);
    else if (ratio[i] > breakRatio) {
      room -= weight[i];
      inCore += profit[i];
    }
  }
  if (core.length === 0) return settledProfit + greedy;
  const best =
    inCore +
    fillTable(
      items,
      core,
      room,
      (chosen) => {
        for (const i of order) isChosen[i] = ratio[i] > breakRatio ? 1 : 0;
        for (const i of core) isChosen[i] = 0;
        for (const i of chosen) isChosen[i] = 1;
      },
      greedy - inCore,
    );
  return settledProfit + Math.min(upper, Math.max(greedy, best));
}

/** Most profit of the core within a room; hands over the chosen items where they are worth more than `least`. */
function fillTable(
  { profit, weight }: Knapsack,
  core: readonly number[],
  room: number,
  choose: (items: readonly number[]) => void,
  least: number,
): number {
  const isWhole = room <= MOST_CELLS && core.every((i) => Number.isInteger(weight[i]));
  const cells = isWhole ? Math.floor(room) : SHARES;
  // Rounded down even where the division rounds up.
  const scale = isWhole ? 1 : (SHARES / room) * (1 - 1e-12);
  const value = new Float64Array(cells + 1);
  const isTaken = new Uint8Array(core.length * (cells + 1));
  core.forEach((i, row) => {
    const width = Math.floor(weight[i] * scale);
    const base = row * (cells + 1);
    const gain = profit[i];
    for (let x = cells; x >= width; x--) {
      const taken = value[x - width] + gain;
      if (taken > value[x]) {
        value[x] = taken;
        isTaken[base + x] = 1;
      }
    }
  });
  if (value[cells] > least) {
    const chosen: number[] = [];
    let x = cells;
    for (let row = core.length - 1; row >= 0; row--) {
      if (isTaken[row * (cells + 1) + x] === 0) continue;
      chosen.push(core[row]);
      x -= Math.floor(weight[core[row]] * scale);
    }
    choose(chosen);
  }
  return value[cells];
}
