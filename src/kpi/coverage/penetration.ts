import { InputError } from '../../core/errors.js';
import { createGroupCounts, createGroupSums } from '../../core/groupSums.js';
import type { Issue } from '../../core/issue.js';
import { joinDefaults, resolveOptions } from '../../core/options.js';
import { eachRecord } from '../../core/records.js';
import {
  areRatesOrNull,
  type CurrencyRates,
  type CurrencyReader,
  createCurrencyReader,
} from '../../model/currency.js';
import { checkAmount, checkName, checkNumber } from '../checkFields.js';
import { indexNames } from '../indexNames.js';
import { ratio } from '../ratio.js';
import {
  type ConfidenceOptions,
  confidenceChecks,
  defaultConfidence,
  type Interval,
  wilson,
} from '../statistics/wilsonInterval.js';

/** What is sold to an account, of what it could buy. */
export interface PenetrationRow {
  /** Group to count it in, such as its segment or territory; `null` for none. */
  readonly group: string | null;
  /** Captured in the period: finite, negative where returns exceed sales. */
  readonly captured: number;
  /** What it could buy in the period, 0 or more; `null` where that is not known. */
  readonly potential: number | null;
  /** Currency of both, an ISO 4217 code; absent where there is only one currency. */
  readonly currency?: string;
}

/** Options of {@link penetration}. */
export interface PenetrationOptions extends ConfidenceOptions {
  /**
   * By currency code: what one unit of it is in the currency of the report. Default `null`: nothing is converted, and rows in
   * more than one currency are refused.
   */
  readonly rates: CurrencyRates | null;
}

const defaultOptions: PenetrationOptions = /* @__PURE__ */ joinDefaults(defaultConfidence, { rates: null });

/** Penetration by number of accounts and by value. */
export interface Penetration {
  readonly accounts: number;
  /** Accounts that bought: captured is above 0. */
  readonly customers: number;
  /** customers / accounts; `null` without accounts. */
  readonly accountShare: number | null;
  /** Wilson's, of the share of accounts. */
  readonly interval: Interval | null;
  /** Accounts whose potential is not known: in the figures above, in none below. */
  readonly unknown: number;
  /** Accounts that bought more than their potential: a sign that it is estimated too low. */
  readonly abovePotential: number;
  readonly captured: number;
  readonly potential: number;
  /** captured / potential, above 1 where potentials are too low; `null` without potential. */
  readonly valueShare: number | null;
  /** potential - captured of the accounts that are below their potential. */
  readonly untapped: number;
}

/**
 * Penetration: customers over accounts, and captured value over potential.
 *
 * @param rows - one for each account
 * @param options - see {@link PenetrationOptions}
 * @returns figures of all and of each group, in the order of the groups' names, `null` last
 * @throws {@link InputError} naming every row that is none, group that is neither a text nor `null`, captured value that is
 * not finite, potential that is negative or not finite, and currency that is no text, is not the only one or has no rate;
 * {@link OptionsError}
 * @remarks Value share is the ratio of sums (the share of wallet of the group), not a mean of the accounts' shares.
 * O(accounts), deterministic.
 * @example
 * ```ts
 * import { penetration } from 'bailiwick/kpi';
 * const { total, groups } = penetration([
 *   { group: 'north', captured: 30, potential: 100 },
 *   { group: 'north', captured: 0, potential: 50 },
 *   { group: 'south', captured: 20, potential: null },
 * ]);
 * [total.customers, total.accounts, total.valueShare]; // => [2, 3, 0.2]
 * groups[0].untapped; // => 120
 * ```
 */
export function penetration(
  rows: readonly PenetrationRow[],
  options?: Partial<PenetrationOptions>,
): {
  readonly total: Penetration;
  readonly groups: readonly (Penetration & { readonly group: string | null })[];
} {
  const { confidence, rates } = resolveOptions('penetration', defaultOptions, options, {
    ...confidenceChecks,
    rates: areRatesOrNull,
  });
  const issues: Issue[] = [];
  const worthOf = createCurrencyReader(rates, issues);
  checkRows(rows, worthOf, issues);
  const { groups: names, groupOf } = indexNames(rows.map(({ group }) => group));
  const [accounts, customers, unknown, above] = [0, 1, 2, 3].map(() => createGroupCounts(names.length));
  const [captured, potential, untapped] = [0, 1, 2].map(() => createGroupSums(names.length));
  rows.forEach((row, r) => {
    const g = groupOf[r];
    accounts.add(g);
    if (row.captured > 0) customers.add(g);
    if (row.potential === null) {
      unknown.add(g);
      return;
    }
    const worth = worthOf(row.currency, r);
    captured.add(g, row.captured * worth);
    potential.add(g, row.potential * worth);
    if (row.captured > row.potential) above.add(g);
    else untapped.add(g, (row.potential - row.captured) * worth);
  });
  const figure = (g: number): Penetration => ({
    accounts: accounts.at(g),
    customers: customers.at(g),
    accountShare: ratio(customers.at(g), accounts.at(g)),
    interval: wilson(customers.at(g), accounts.at(g), confidence),
    unknown: unknown.at(g),
    abovePotential: above.at(g),
    captured: captured.at(g),
    potential: potential.at(g),
    valueShare: ratio(captured.at(g), potential.at(g)),
    untapped: untapped.at(g),
  });
  return { total: figure(names.length), groups: names.map((group, g) => ({ group, ...figure(g) })) };
}

function checkRows(rows: readonly PenetrationRow[], worthOf: CurrencyReader, issues: Issue[]): void {
  eachRecord(rows, 'rows', issues, ({ group, captured, potential, currency }, row) => {
    checkName(group, row, 'group', issues);
    const worth = worthOf(currency, row);
    checkNumber(captured, row, 'captured', issues, worth);
    if (potential !== null) checkAmount(potential, row, 'potential', issues, worth);
  });
  if (issues.length > 0) throw new InputError('penetration', issues);
}
