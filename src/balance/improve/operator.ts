import type { SearchProblem } from '../searchProblem.js';
import type { PlanState } from '../state.js';
import type { Candidates } from '../transport/candidates.js';
import type { Task, Work } from '../work.js';
import type { ExchangeLists } from './exchanges.js';

/** What an operator works on. */
export interface Neighbourhood {
  readonly search: SearchProblem;
  readonly state: PlanState;
  readonly candidates: Candidates;
  /** Entry `[u]` is the set of bits of the territories that unit u has to do with (reachOf.ts). */
  readonly reach: Int32Array;
  /** Prices of the relaxation, as the search was started with. */
  readonly prices: Float64Array;
  /** Lists who could go where, as things stand now; O(units of territories touched since the last time). */
  readonly exchanges: ExchangeLists;
  /** Whether a territory has changed since the operator last looked through all moves. */
  readonly hasChanged: (j: number) => boolean;
  /** A change must lower cost plus penalties by more than this. */
  readonly leastGain: number;
}

/**
 * One kind of move. It looks through its moves, judges each by the change of cost plus penalties, and makes those
 * that pay; a list entry counts only while its unit still is where the list says.
 *
 * To add one: write its file here with the same three questions (which moves are there, what does one change, make
 * it), and put it into the list in localSearch.ts, cheap operators first.
 */
export interface Operator {
  readonly name: string;
  /** Sweeps once over all moves; hands over how many were made. */
  sweep(neighbourhood: Neighbourhood, work: Work): Task<number>;
}
