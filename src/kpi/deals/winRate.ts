import { createGroupCounts, createGroupSums } from '../../core/groupSums.js';
import { joinDefaults, oneOf, resolveOptions } from '../../core/options.js';
import { daysOfPeriod, type PeriodOptions, periodChecks, wholeTime } from '../period.js';
import { ratio } from '../ratio.js';
import {
  type ConfidenceOptions,
  confidenceChecks,
  defaultConfidence,
  type Interval,
  wilson,
} from '../statistics/wilsonInterval.js';
import { columnsOf } from './columnsOf.js';
import {
  type DealColumns,
  type DealSource,
  LOST,
  NOT_YET,
  OPEN,
  WITHOUT_OUTCOME,
  WON,
} from './dealColumns.js';
import { type FigureOf, type Grouped, toGrouped } from './grouped.js';

/** Which deals a win rate is about. */
export interface WinRateOptions extends PeriodOptions, ConfidenceOptions {
  /**
   * The day that must lie in the period. `closed` (default: chosen, the rate of a period then stays): what was decided then; deals still open count as of the end.
   * `opened`: a cohort, whatever became of it since.
   */
  readonly dated: 'closed' | 'opened';
  /** Won deals over `decided` ones, won and lost (default: chosen, an open deal is no loss), or over `all`, open and without outcome included. */
  readonly denominator: 'decided' | 'all';
}

/** How many deals were won, and how much of their value. */
export interface WinRate {
  readonly won: number;
  readonly lost: number;
  readonly open: number;
  /** Closed, but nobody says how. */
  readonly withoutOutcome: number;
  /** Deals of a negative amount: no chance of a sale, so in none of the figures. */
  readonly returns: number;
  /** What `won` is divided by. */
  readonly denominator: number;
  /** won / denominator, 0 to 1; `null` without deals. */
  readonly rate: number | null;
  /** Wilson's, of the rate; `null` without deals. */
  readonly interval: Interval | null;
  readonly wonAmount: number;
  /** What `wonAmount` is divided by. */
  readonly denominatorAmount: number;
  /** wonAmount / denominatorAmount, 0 to 1; `null` where nothing was at stake. */
  readonly valueRate: number | null;
}

/** What {@link WinRateOptions} are unless told. */
export const defaultWinRate: WinRateOptions = /* @__PURE__ */ joinDefaults(wholeTime, defaultConfidence, {
  dated: 'closed',
  denominator: 'decided',
});

/**
 * Win rate by count and by value.
 *
 * @param deals - records, or columns with groups
 * @param options - see {@link WinRateOptions}
 * @returns counts, rate with interval, and value rate, of all and of each group
 * @throws {@link InputError} as {@link toDealColumns}, {@link OptionsError}
 * @remarks By default won / (won + lost) of the deals closed in the period. Rates with open deals below the line are
 * lower and rise as deals age; ask for them by name. O(deals), deterministic.
 * @example
 * ```ts
 * import { winRate } from 'bailiwick/kpi';
 * const deal = { accountId: 'a', stage: 'closed', openedOn: '2024-01-01', closedOn: '2024-02-01' };
 * const { total } = winRate([
 *   { ...deal, id: '1', amount: 100, won: true },
 *   { ...deal, id: '2', amount: 300, won: false },
 *   { ...deal, id: '3', amount: 500, closedOn: undefined },
 * ]);
 * [total.rate, total.valueRate]; // => [0.5, 0.25]
 * total.interval; // => { low: 0.09453120573423074, high: 0.9054687942657693 }
 * ```
 */
export function winRate(deals: DealSource, options?: Partial<WinRateOptions>): Grouped<WinRate> {
  const settings = resolveOptions('winRate', defaultWinRate, options, {
    ...periodChecks,
    ...confidenceChecks,
    dated: oneOf('closed', 'opened'),
    denominator: oneOf('decided', 'all'),
  });
  const columns = columnsOf(deals);
  return toGrouped(
    columns,
    winRateOf(columns, settings),
    (
      group,
      {
        won,
        lost,
        open,
        withoutOutcome,
        returns,
        denominator,
        rate,
        interval,
        wonAmount,
        denominatorAmount,
        valueRate,
      },
    ) => ({
      group,
      won,
      lost,
      open,
      withoutOutcome,
      returns,
      denominator,
      rate,
      interval,
      wonAmount,
      denominatorAmount,
      valueRate,
    }),
  );
}

/** The win rate of columns; every option given. */
export function winRateOf(columns: DealColumns, settings: WinRateOptions): FigureOf<WinRate> {
  const { first, last } = daysOfPeriod('winRate', settings);
  const { amounts, opened, closed, outcomes, groupOf, groups } = columns;
  const byOpening = settings.dated === 'opened';
  const size = groups.length;
  const below = settings.denominator === 'all' ? [WON, LOST, OPEN, WITHOUT_OUTCOME] : [WON, LOST];
  // A list for each outcome, one more for returns; sums only of what is divided by.
  const counts = Array.from({ length: NOT_YET }, () => createGroupCounts(size));
  const values = Array.from({ length: NOT_YET }, (_, outcome) =>
    below.includes(outcome) ? createGroupSums(size) : null,
  );
  const returns = createGroupCounts(size);
  for (let d = 0; d < amounts.length; d++) {
    const outcome = outcomes[d];
    if (outcome === NOT_YET) continue;
    const day = byOpening ? opened[d] : closed[d];
    // An open deal has no closing day: it is there from its opening on.
    const isInside = outcome === OPEN && !byOpening ? opened[d] <= last : day >= first && day <= last;
    if (!isInside) continue;
    if (amounts[d] < 0) returns.add(groupOf[d]);
    else {
      counts[outcome].add(groupOf[d]);
      values[outcome]?.add(groupOf[d], amounts[d]);
    }
  }
  return (g) => {
    const won = counts[WON].at(g);
    const wonAmount = values[WON]?.at(g) ?? 0;
    let [denominator, denominatorAmount] = [0, 0];
    for (const outcome of below) {
      denominator += counts[outcome].at(g);
      denominatorAmount += values[outcome]?.at(g) ?? 0;
    }
    return {
      won,
      lost: counts[LOST].at(g),
      open: counts[OPEN].at(g),
      withoutOutcome: counts[WITHOUT_OUTCOME].at(g),
      returns: returns.at(g),
      denominator,
      rate: ratio(won, denominator),
      interval: wilson(won, denominator, settings.confidence),
      wonAmount,
      denominatorAmount,
      valueRate: ratio(wonAmount, denominatorAmount),
    };
  };
}
