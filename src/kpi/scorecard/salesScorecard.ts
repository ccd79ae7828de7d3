import { compensatedSum } from '../../core/compensatedSum.js';
import { dayNumberOf } from '../../core/days.js';
import { InputError } from '../../core/errors.js';
import type { Issue } from '../../core/issue.js';
import type { FigureRow } from '../comparison/figureRows.js';
import { type DealSize, dealSizesOf } from '../deals/averageDealSize.js';
import { type Bookings, bookingsOf } from '../deals/bookings.js';
import { columnsOfPeriod } from '../deals/columnsOfPeriod.js';
import { openPipelineOf, type Pipeline } from '../deals/openPipeline.js';
import { velocityOf } from '../deals/pipelineVelocity.js';
import { type SalesCycle, salesCycleOf } from '../deals/salesCycle.js';
import { chancesByStage } from '../deals/stageChances.js';
import { defaultWinRate, type WinRate, winRateOf } from '../deals/winRate.js';
import { ratio } from '../ratio.js';
import { indexQuotas, type SalesScorecardInput } from './salesScorecardInput.js';

/** The sales figures of one group, or of all, in one period. */
export interface SalesFigures {
  readonly periodId: string;
  readonly bookings: Bookings;
  /** `null` where no quota was given. */
  readonly quota: number | null;
  readonly winRate: WinRate;
  readonly dealSize: DealSize;
  readonly cycle: SalesCycle;
  /** On the last day of the period, or on the columns' `asOf` where that is earlier. */
  readonly pipeline: Pipeline;
  /**
   * All of it by name, for {@link compareScorecards}, {@link rateAgainstTargets} and {@link detectAlerts} ({@link salesFigures}): booked,
   * attainment, winRate, valueWinRate, dealSize, cycleDays, pipeline, weightedPipeline, pipelineCoverage, velocityPerDay.
   */
  readonly figures: FigureRow['figures'];
}

/** A row of a sales scorecard. */
export interface SalesScorecardRow extends SalesFigures {
  readonly group: string | null;
}

/** Sales figures by group and period, as plain JSON. */
export interface SalesScorecard {
  /** Period by period in their order, in each the groups in the order of their names, `null` last. */
  readonly rows: readonly SalesScorecardRow[];
  /** One for each period: all groups together. */
  readonly totals: readonly SalesFigures[];
}

/**
 * Sales scorecard by territory, rep or segment, and by period.
 *
 * @param input - deals with their groups, periods and quotas
 * @returns a row for each group and period, with numerators, denominators and counts, and the totals
 * @throws {@link InputError} naming every row that is none, period that comes twice or is none, quota that is negative, comes
 * twice or is of an unknown period or group, columns that are missing, stages of open deals without a chance, and currencies that are
 * mixed or have no rate
 * @remarks Figures as defined by {@link bookings}, {@link winRate}, {@link averageDealSize}, {@link salesCycle},
 * {@link openPipeline} and {@link pipelineCoverage} with their defaults; each period is seen as of its last day. For loads,
 * balance and distances of an alignment see {@link scorecard}. O(periods x deals log deals), deterministic.
 * @example
 * ```ts
 * import { salesScorecard, toDealColumns } from 'bailiwick/kpi';
 * const deal = { accountId: 'a', stage: 'any', repId: 'ann', openedOn: '2024-01-10' };
 * const deals = toDealColumns(
 *   [
 *     { ...deal, id: '1', amount: 60, closedOn: '2024-02-09', won: true },
 *     { ...deal, id: '2', amount: 90, closedOn: '2024-05-01', won: false },
 *   ],
 *   { groupBy: ({ repId }) => repId ?? null },
 * );
 * const { rows } = salesScorecard({
 *   deals,
 *   periods: [
 *     { id: 'Q1', from: '2024-01-01', to: '2024-03-31' },
 *     { id: 'Q2', from: '2024-04-01', to: '2024-06-30' },
 *   ],
 *   quotas: [{ id: 'ann', periodId: 'Q1', quota: 80 }],
 * });
 * rows.map(({ group, periodId, figures }) => [group, periodId, figures.attainment, figures.winRate, figures.pipeline]);
 * // => [['ann', 'Q1', 0.75, 1, 90], ['ann', 'Q2', null, 0, 0]]
 * ```
 */
export function salesScorecard(input: SalesScorecardInput): SalesScorecard {
  const quotas = indexQuotas(input);
  const { periods, stageChances = null } = input;
  const { groups, hasGroups } = input.deals;
  const rows: SalesScorecardRow[] = [];
  const totals: SalesFigures[] = [];
  for (const { id: periodId, from, to } of periods) {
    const { columns, rows: places } = columnsOfPeriod(input.deals, dayNumberOf(from), dayNumberOf(to));
    const issues: Issue[] = [];
    const chances = stageChances && chancesByStage(columns, stageChances, issues, places);
    if (issues.length > 0) throw new InputError('salesScorecard', issues);
    const period = { from, to };
    const bookings = bookingsOf(columns, period);
    const winRate = winRateOf(columns, { ...defaultWinRate, ...period });
    const dealSize = dealSizesOf(columns, { ...period, returns: 'exclude' }, bookings);
    const cycle = salesCycleOf(columns, { ...period, outcomes: 'won' });
    const pipeline = openPipelineOf(columns, chances);
    // Nothing is copied into a row: that takes much longer than all else where there are many groups.
    const at = (g: number, quota: number | null): SalesScorecardRow => {
      const booked = bookings(g);
      const won = winRate(g);
      const size = dealSize(g);
      const days = cycle(g);
      const open = pipeline(g);
      return {
        group: groups[g],
        periodId,
        quota,
        bookings: booked,
        winRate: won,
        dealSize: size,
        cycle: days,
        pipeline: open,
        figures: flatten(booked, won, size, days, open, quota),
      };
    };
    const ofPeriod = quotas.get(periodId) as Map<string, number>;
    for (let g = 0; hasGroups && g < groups.length; g++) {
      // Deals without a group have no quota: none is of an id that is no text.
      rows.push(at(g, ofPeriod.get(groups[g] as string) ?? null));
    }
    const quota = ofPeriod.size === 0 ? null : compensatedSum([...ofPeriod.values()]);
    const { group: _, ...total } = at(groups.length, quota);
    totals.push(total);
  }
  return { rows, totals };
}

function flatten(
  booked: Bookings,
  won: WinRate,
  dealSize: DealSize,
  cycle: SalesCycle,
  pipeline: Pipeline,
  quota: number | null,
): FigureRow['figures'] {
  const remaining = quota === null ? null : Math.max(0, quota - booked.net);
  return {
    booked: booked.net,
    attainment: ratio(booked.net, quota),
    winRate: won.rate,
    valueWinRate: won.valueRate,
    dealSize: dealSize.mean,
    cycleDays: cycle.meanDays,
    pipeline: pipeline.amount,
    weightedPipeline: pipeline.weightedAmount,
    pipelineCoverage: ratio(pipeline.weightedAmount ?? pipeline.amount, remaining),
    velocityPerDay: velocityOf(pipeline.deals, won.rate, dealSize.mean, cycle.meanDays),
  };
}
