import type { SearchProblem } from './searchProblem.js';

/** A load outside a limit by less than this share of it is a rounding error: a count of 350 may stand at 350. */
const ROUNDING = 1e-10;

/** What is moved beyond a budget by less than this is a rounding error, in means of a territory. */
const NOTHING = 1e-12;

/**
 * A whole assignment with its loads and costs, kept up to date move by move.
 *
 * Every move, of whatever operator, is for each territory it touches one exchange: some unit leaves, some unit enters.
 */
export interface PlanState {
  /** Entry `[u]` is the territory of unit u. */
  readonly assignment: Int32Array;
  /** Entry `[u]` is the cost of unit u where it is. */
  readonly unitCost: Float64Array;
  /** Entry `[M * j + m]` is the load of measure m in territory j, in mean targets. */
  readonly load: Float64Array;
  /** Entry `[j]` is the number of the last move that touched territory j, 0 before the first. */
  readonly movedAt: Int32Array;
  /** How many moves were made. */
  moves(): number;
  /** Entry `[M * j + m]` is the cost of a load of 1 outside the limits of territory j. */
  readonly penalty: Float64Array;
  /**
   * Change of the penalties of territory j when `leaving` goes and `entering` comes; -1 for nobody.
   */
  exchangePenalty(j: number, leaving: number, entering: number): number;
  /** Penalties of territory j as it is: no exchange there can gain more than this, apart from unit costs. */
  penaltyOf(j: number): number;
  /** How far a load of the first measure would be outside the limits of territory j. */
  excessOf(j: number, load: number): number;
  /** Whether a load of territory j is outside its limits. */
  isOutside(j: number): boolean;
  /** Whether more is moved than the disruption budget allows. */
  isOverspent(): boolean;
  /** Sum of what is moved off its incumbent, in units of `unitMoved`; 0 where there is no disruption budget. */
  moved(): number;
  /** By how much `moved` would change with a move; 0 where there is no disruption budget. */
  movedChange(unit: number, to: number): number;
  /** Change of the penalty for what is moved beyond the budget when `moved` changes. */
  budgetPenalty(change: number): number;
  /** Penalty for what is moved beyond the budget as it is. */
  penaltyOfBudget(): number;
  /** The highest penalty for a load of 1 outside a limit, or for what is moved beyond the budget. */
  highestPenalty(): number;
  /** Sets what a unit of `unitMoved` beyond the budget costs. */
  setBudgetPenalty(penalty: number): void;
  /** Moves a unit; `cost` is its cost in `to`. */
  move(unit: number, to: number, cost: number): void;
  /** Sum of unit costs, from scratch. */
  cost(): number;
  /** Sum over measures and territories of the load outside the limits, and what is moved beyond the budget, in mean targets. */
  excess(): number;
  /** Multiplies the penalties of the limits that are exceeded. */
  raisePenalties(factor: number): void;
}

/** Starts the books for an assignment; `unitCost` is taken over. */
export function createState(
  search: SearchProblem,
  assignment: Int32Array,
  unitCost: Float64Array,
): PlanState {
  const { n, k, M, costs, hasBudget } = search;
  const unitLoad = search.load;
  const load = new Float64Array(k * M);
  const penalty = new Float64Array(k * M);
  const movedAt = new Int32Array(k);
  let moves = 0;
  const lower = new Float64Array(k * M);
  const upper = new Float64Array(k * M);
  for (let at = 0; at < k * M; at++) {
    // No load is below 0, but what is kept up to date move by move may be, by rounding.
    lower[at] = search.lower[at] > 0 ? search.lower[at] * (1 - ROUNDING) : Number.NEGATIVE_INFINITY;
    upper[at] = search.upper[at] * (1 + ROUNDING);
  }
  for (let u = 0; u < n; u++) for (let m = 0; m < M; m++) load[M * assignment[u] + m] += unitLoad[M * u + m];
  const budget = hasBudget ? search.upper[k * M] * (1 + ROUNDING) + NOTHING : Number.POSITIVE_INFINITY;
  let budgetPenalty = 0;
  let moved = 0;
  if (hasBudget) for (let u = 0; u < n; u++) moved += costs.moved(u, assignment[u]);

  const excessAt = (at: number, value: number) =>
    value > upper[at] ? value - upper[at] : value < lower[at] ? lower[at] - value : 0;

  function cost(): number {
    let sum = 0;
    for (let u = 0; u < n; u++) sum += unitCost[u];
    return sum;
  }

  return {
    assignment,
    unitCost,
    load,
    penalty,
    movedAt,
    moves: () => moves,
    cost,
    excess: () => {
      let sum = Math.max(0, moved - budget);
      for (let at = 0; at < k * M; at++) sum += excessAt(at, load[at]);
      return sum;
    },
    raisePenalties: (factor) => {
      for (let at = 0; at < k * M; at++) if (excessAt(at, load[at]) > 0) penalty[at] *= factor;
      if (moved > budget) budgetPenalty *= factor;
    },
    penaltyOf: (j) => {
      let sum = 0;
      for (let m = 0; m < M; m++) sum += penalty[M * j + m] * excessAt(M * j + m, load[M * j + m]);
      return sum;
    },
    excessOf: (j, load) => excessAt(M * j, load),
    isOutside: (j) => {
      for (let at = M * j; at < M * j + M; at++) if (excessAt(at, load[at]) > 0) return true;
      return false;
    },
    exchangePenalty: (j, leaving, entering) => {
      let delta = 0;
      for (let m = 0; m < M; m++) {
        const at = M * j + m;
        const before = load[at];
        let after = before;
        if (leaving >= 0) after -= unitLoad[M * leaving + m];
        if (entering >= 0) after += unitLoad[M * entering + m];
        delta += penalty[at] * (excessAt(at, after) - excessAt(at, before));
      }
      return delta;
    },
    isOverspent: () => moved > budget,
    moved: () => moved,
    movedChange: (unit, to) => (hasBudget ? costs.moved(unit, to) - costs.moved(unit, assignment[unit]) : 0),
    budgetPenalty: (change) =>
      change === 0 ? 0 : budgetPenalty * (Math.max(0, moved + change - budget) - Math.max(0, moved - budget)),
    penaltyOfBudget: () => budgetPenalty * Math.max(0, moved - budget),
    highestPenalty: () => penalty.reduce((highest, one) => Math.max(highest, one), budgetPenalty),
    setBudgetPenalty: (penalty) => {
      budgetPenalty = penalty;
    },
    move: (unit, to, cost) => {
      const from = assignment[unit];
      if (hasBudget) moved += costs.moved(unit, to) - costs.moved(unit, from);
      for (let m = 0; m < M; m++) {
        load[M * from + m] -= unitLoad[M * unit + m];
        load[M * to + m] += unitLoad[M * unit + m];
      }
      assignment[unit] = to;
      unitCost[unit] = cost;
      moves++;
      movedAt[from] = moves;
      movedAt[to] = moves;
    },
  };
}
