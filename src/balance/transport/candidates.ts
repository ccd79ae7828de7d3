/** Territories that are worth a thought for each unit, and what is asked of their list (findCandidates.ts). */

/** Candidates of all units. */
export interface Candidates {
  /** The units in the order in which their candidates stand in memory. */
  readonly order: Int32Array;
  /** Entry `[u]` is where the candidates of unit u start. */
  readonly start: Int32Array;
  /** Entry `[u]` is how many candidates unit u has, at least 1. */
  readonly count: Int32Array;
  /** Entry `[start[u] + c]` is a territory; the one with the least value first. */
  readonly territory: Int32Array;
  /** Entry `[start[u] + c]` is the cost of unit u there, without prices. */
  readonly cost: Float64Array;
  /** Sum over units of their least value. */
  readonly leastValueSum: number;
}

/** What is asked of `findCandidates`. */
export interface CandidateQuery {
  /** Entry `[M * j + m]` is a price; that of moved value stands behind them, if there is a disruption budget. */
  readonly prices: Float64Array;
  /** Width of the band in cost per trip of weight. */
  readonly band: number;
  /** Most candidates that are kept for a unit, the best ones. */
  readonly most: number;
}
