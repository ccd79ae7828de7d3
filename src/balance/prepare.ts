import type { Account } from '../model/account.js';
import type { Lock } from '../model/lock.js';
import type { Measure } from '../model/measure.js';
import type { Rep } from '../model/rep.js';
import type { Territory } from '../model/territory.js';
import type { BalanceProblem } from './problem.js';

/** Travel as a caller describes it. */
export type TravelInput =
  | {
      /** Great circle to the seat or free centre. */
      readonly kind: 'greatCircle';
      /** `distance` (kilometres, the default) or `squaredDistance` (square kilometres: round territories). */
      readonly metric?: 'distance' | 'squaredDistance';
      /** Road kilometres per great-circle kilometre, 1 or more; 1 unless told. */
      readonly detourFactor?: number;
    }
  | {
      /** A cost for every account and territory: row by account, column by territory, in the order given. */
      readonly kind: 'matrix';
      readonly costs: readonly (readonly number[] | Float64Array)[];
    }
  | {
      /** A cost that is asked for once for every account and territory. */
      readonly kind: 'function';
      readonly cost: (account: Account, territory: Territory) => number;
    };

/** What a plan is made from, in records. */
export interface BalanceInput {
  readonly accounts: readonly Account[];
  readonly territories: readonly Territory[];
  /** Who covers the territories; their skills decide eligibility. */
  readonly reps?: readonly Rep[];
  readonly measures: readonly Measure[];
  readonly locks?: readonly Lock[];
  /** Great-circle distance unless told. */
  readonly travel?: TravelInput;
  /** Trips an account needs in the period; 1 each unless told. */
  readonly trips?: (account: Account) => number;
  /** Whether accounts joined by `parentId` stay together; false unless told. */
  readonly keepFamilies?: boolean;
  /** Further eligibility, on top of skills; true unless told. */
  readonly isEligible?: (account: Account, territory: Territory) => boolean;
  /** Cost of moving one unit of `disruptionValue` away from its incumbent, in the unit of the travel cost; 0 unless told. */
  readonly disruptionWeight?: number;
  /** What moving an account disturbs; 1 each unless told. */
  readonly disruptionValue?: (account: Account) => number;
}

/** Turns records into the columns that the engine works on. */
export function prepareProblem(_input: BalanceInput): BalanceProblem {
  throw new Error('being written');
}
