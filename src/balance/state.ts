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
  return new Books(search, assignment, unitCost);
}

/** A class, so that operators which are compiled for one state are so for the next. */
class Books implements PlanState {
  readonly assignment: Int32Array;
  readonly unitCost: Float64Array;
  readonly load: Float64Array;
  readonly movedAt: Int32Array;
  readonly penalty: Float64Array;
  private readonly M: number;
  private readonly costs: SearchProblem['costs'];
  private readonly hasBudget: boolean;
  private readonly unitLoad: Float64Array;
  private readonly lower: Float64Array;
  private readonly upper: Float64Array;
  /** Entry `[M * j + m]` is how far a load is outside its limits as it is. */
  private readonly standing: Float64Array;
  private readonly budget: number;
  private priceOfBudget = 0;
  private movedSum = 0;
  private moveCount = 0;

  constructor(search: SearchProblem, assignment: Int32Array, unitCost: Float64Array) {
    const { n, k, M, costs, hasBudget } = search;
    const size = k * M;
    this.assignment = assignment;
    this.unitCost = unitCost;
    this.M = M;
    this.costs = costs;
    this.hasBudget = hasBudget;
    this.unitLoad = search.load;
    this.load = new Float64Array(size);
    this.movedAt = new Int32Array(k);
    this.penalty = new Float64Array(size);
    this.lower = new Float64Array(size);
    this.upper = new Float64Array(size);
    this.standing = new Float64Array(size);
    for (let u = 0; u < n; u++)
      for (let m = 0; m < M; m++) this.load[M * assignment[u] + m] += search.load[M * u + m];
    for (let at = 0; at < size; at++) {
      // No load is below 0, but what is kept up to date move by move may be, by rounding.
      this.lower[at] = search.lower[at] > 0 ? search.lower[at] * (1 - ROUNDING) : Number.NEGATIVE_INFINITY;
      this.upper[at] = search.upper[at] * (1 + ROUNDING);
      this.standing[at] = this.excessAt(at, this.load[at]);
    }
    this.budget = hasBudget ? search.upper[size] * (1 + ROUNDING) + NOTHING : Number.POSITIVE_INFINITY;
    if (hasBudget) for (let u = 0; u < n; u++) this.movedSum += costs.moved(u, assignment[u]);
  }

  moves(): number {
    return this.moveCount;
  }

  exchangePenalty(j: number, leaving: number, entering: number): number {
    const { M, load, penalty, standing, unitLoad } = this;
    let delta = 0;
    for (let m = 0; m < M; m++) {
      const at = M * j + m;
      let after = load[at];
      if (leaving >= 0) after -= unitLoad[M * leaving + m];
      if (entering >= 0) after += unitLoad[M * entering + m];
      delta += penalty[at] * (this.excessAt(at, after) - standing[at]);
    }
    return delta;
  }

  penaltyOf(j: number): number {
    const { M, penalty, standing } = this;
    let sum = 0;
    for (let at = M * j; at < M * j + M; at++) sum += penalty[at] * standing[at];
    return sum;
  }

  excessOf(j: number, load: number): number {
    return this.excessAt(this.M * j, load);
  }

  isOutside(j: number): boolean {
    const { M, standing } = this;
    for (let at = M * j; at < M * j + M; at++) if (standing[at] > 0) return true;
    return false;
  }

  isOverspent(): boolean {
    return this.movedSum > this.budget;
  }

  moved(): number {
    return this.movedSum;
  }

  movedChange(unit: number, to: number): number {
    if (!this.hasBudget) return 0;
    return this.costs.moved(unit, to) - this.costs.moved(unit, this.assignment[unit]);
  }

  budgetPenalty(change: number): number {
    if (change === 0) return 0;
    const { movedSum, budget } = this;
    return this.priceOfBudget * (Math.max(0, movedSum + change - budget) - Math.max(0, movedSum - budget));
  }

  penaltyOfBudget(): number {
    return this.priceOfBudget * Math.max(0, this.movedSum - this.budget);
  }

  highestPenalty(): number {
    return this.penalty.reduce((highest, one) => Math.max(highest, one), this.priceOfBudget);
  }

  setBudgetPenalty(penalty: number): void {
    this.priceOfBudget = penalty;
  }

  move(unit: number, to: number, cost: number): void {
    const { M, assignment, load, unitLoad } = this;
    const from = assignment[unit];
    if (this.hasBudget) this.movedSum += this.costs.moved(unit, to) - this.costs.moved(unit, from);
    for (let m = 0; m < M; m++) {
      load[M * from + m] -= unitLoad[M * unit + m];
      load[M * to + m] += unitLoad[M * unit + m];
      this.standing[M * from + m] = this.excessAt(M * from + m, load[M * from + m]);
      this.standing[M * to + m] = this.excessAt(M * to + m, load[M * to + m]);
    }
    assignment[unit] = to;
    this.unitCost[unit] = cost;
    this.moveCount++;
    this.movedAt[from] = this.moveCount;
    this.movedAt[to] = this.moveCount;
  }

  cost(): number {
    let sum = 0;
    for (let u = 0; u < this.unitCost.length; u++) sum += this.unitCost[u];
    return sum;
  }

  excess(): number {
    let sum = Math.max(0, this.movedSum - this.budget);
    for (const one of this.standing) sum += one;
    return sum;
  }

  raisePenalties(factor: number): void {
    for (let at = 0; at < this.penalty.length; at++) if (this.standing[at] > 0) this.penalty[at] *= factor;
    if (this.isOverspent()) this.priceOfBudget *= factor;
  }

  private excessAt(at: number, value: number): number {
    if (value > this.upper[at]) return value - this.upper[at];
    return value < this.lower[at] ? this.lower[at] - value : 0;
  }
}
