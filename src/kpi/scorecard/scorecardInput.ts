import type { Account } from '../../model/account.js';
import type { CurrencyRates } from '../../model/currency.js';
import type { Place } from '../../model/place.js';
import type { Rep } from '../../model/rep.js';
import type { QuotaRow } from '../quotaTable.js';

/** A territory as a scorecard needs it; the territories of a `Plan` are such, and so are `Territory` records. */
export interface ScorecardTerritory {
  /** Unique, non-empty. */
  readonly id: string;
  readonly repIds: readonly string[];
  /** Where distances start. */
  readonly centre?: Place | null;
  /** Where distances start in the absence of a centre. */
  readonly seat?: Place | null;
  /** By measure id: the load it should have. */
  readonly targets?: Readonly<Record<string, number>>;
}

/** What a scorecard is made from. */
export interface ScorecardInput {
  readonly accounts: readonly Account[];
  readonly territories: readonly ScorecardTerritory[];
  /** Which territory holds which account; an account that is not named counts as unassigned. */
  readonly assignments: readonly { readonly accountId: string; readonly territoryId: string | null }[];
  /** What to sum up: ids of `Account.measures`, balanced or not. */
  readonly measures: readonly { readonly id: string }[];
  /** Who covers the territories; needed for capacity and utilisation. */
  readonly reps?: readonly Rep[];
  /** Id of the measure that uses up `Rep.capacity`; needed for utilisation. */
  readonly workload?: string;
  /** Quotas by territory id, such as those of `allocateQuota`. */
  readonly quotas?: readonly QuotaRow[];
  /**
   * By currency code: what one unit of it is in the currency of the scorecard; converts the quotas. Nothing is converted unless told,
   * and quotas in more than one currency are refused.
   */
  readonly rates?: CurrencyRates | null;
  /** Tier of an account, `null` for none; needed for the coverage. */
  readonly tier?: (account: Account) => string | null;
  /** Trips an account needs in the period, the weight of its distance; 1 each unless told. */
  readonly trips?: (account: Account) => number;
}
