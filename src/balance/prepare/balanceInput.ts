import type { Account } from '../../model/account.js';
import type { Lock } from '../../model/lock.js';
import type { Measure } from '../../model/measure.js';
import type { Rep } from '../../model/rep.js';
import type { Territory } from '../../model/territory.js';
import type { DisruptionBudget } from './findHoldings.js';
import type { TravelInput } from './findTravel.js';

/** What a plan is made from, in records. */
export interface BalanceInput {
  readonly accounts: readonly Account[];
  readonly territories: readonly Territory[];
  /** Who covers the territories: an account may be where one rep has all the skills it requires. */
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
  /** Cost of moving one unit of `disruptionValue` off its incumbent, in the unit of the travel cost; 0 unless told. */
  readonly disruptionWeight?: number;
  /** What moving an account disturbs; 1 each unless told. */
  readonly disruptionValue?: (account: Account) => number;
  /** How much disruption value may leave its incumbent at the most; no limit unless told. */
  readonly disruptionBudget?: DisruptionBudget;
}
