import { InputError } from '../../core/errors.js';
import { createGroupCounts, createGroupSums } from '../../core/groupSums.js';
import type { Issue } from '../../core/issue.js';
import { resolveOptions } from '../../core/options.js';
import { ratio } from '../ratio.js';
import { columnsOf } from './columnsOf.js';
import { type DealColumns, type DealSource, OPEN } from './dealColumns.js';
import { type FigureOf, type Grouped, toGrouped } from './grouped.js';
import { areChancesOrNull, chancesByStage, type StageChances } from './stageChances.js';

/** How the open pipeline is weighed. */
export interface PipelineOptions {
  /** Chances by stage; default `null`: nothing is weighed. Yours, since they differ from one business to the next. */
  readonly stageChances: StageChances | null;
}

/** What is open on the day of the columns' `asOf`. */
export interface Pipeline {
  /** Open deals that are no returns. */
  readonly deals: number;
  readonly amount: number;
  /** Open deals of a negative amount, which are in no other figure. */
  readonly returns: number;
  /** Sum of amount x chance; `null` without chances. */
  readonly weightedAmount: number | null;
  /** amount / deals; `null` without deals. */
  readonly meanAmount: number | null;
  /** Mean days since opening; `null` without deals or `asOf`. */
  readonly meanAgeDays: number | null;
}

/** The open pipeline of all, of each group, and on average of a group. */
export interface PipelineByGroup extends Grouped<Pipeline> {
  /** Amount of the named groups / their number, such as pipeline per rep; `null` without named groups. */
  readonly amountPerGroup: number | null;
}

const defaultOptions: PipelineOptions = /* @__PURE__ */ Object.freeze({ stageChances: null });

/**
 * Open pipeline: number and value, plain and weighted; by rep where deals are grouped so.
 *
 * @param deals - records, or columns with groups; list all reps in their `groups`, so that those without deals count
 * @param options - see {@link PipelineOptions}
 * @returns figures of all and of each group
 * @throws {@link InputError} as {@link toDealColumns}, and for stages of open deals without a chance;
 * {@link OptionsError}
 * @remarks O(deals), deterministic.
 * @example
 * ```ts
 * import { openPipeline, toDealColumns } from 'bailiwick/kpi';
 * const deal = { accountId: 'a', openedOn: '2024-01-01' };
 * const columns = toDealColumns(
 *   [
 *     { ...deal, id: '1', amount: 100, stage: 'proposal', repId: 'r1' },
 *     { ...deal, id: '2', amount: 60, stage: 'lead', repId: 'r1' },
 *   ],
 *   { asOf: '2024-01-31', groupBy: ({ repId }) => repId ?? null, groups: ['r1', 'r2'] },
 * );
 * const pipeline = openPipeline(columns, { stageChances: { lead: 0.1, proposal: 0.5 } });
 * pipeline.total;
 * // => { deals: 2, amount: 160, returns: 0, weightedAmount: 56, meanAmount: 80, meanAgeDays: 30 }
 * pipeline.amountPerGroup; // => 80
 * ```
 */
export function openPipeline(deals: DealSource, options?: Partial<PipelineOptions>): PipelineByGroup {
  const settings = resolveOptions('openPipeline', defaultOptions, options, {
    stageChances: areChancesOrNull,
  });
  const columns = columnsOf(deals);
  const issues: Issue[] = [];
  const chances = settings.stageChances && chancesByStage(columns, settings.stageChances, issues);
  if (issues.length > 0) throw new InputError('openPipeline', issues);
  const byGroup = toGrouped(
    columns,
    openPipelineOf(columns, chances),
    (group, { deals, amount, returns, weightedAmount, meanAmount, meanAgeDays }) => ({
      group,
      deals,
      amount,
      returns,
      weightedAmount,
      meanAmount,
      meanAgeDays,
    }),
  );
  const named = byGroup.groups.filter(({ group }) => group !== null);
  const amount = named.reduce((sum, row) => sum + row.amount, 0);
  return { ...byGroup, amountPerGroup: ratio(amount, named.length) };
}

/** The open pipeline of columns, weighed by chances where entry `[s]` gives that of stage s. */
export function openPipelineOf(columns: DealColumns, chances: Float64Array | null): FigureOf<Pipeline> {
  const { amounts, opened, outcomes, stageOf, groupOf, groups, asOf } = columns;
  const [counts, returns] = [0, 1].map(() => createGroupCounts(groups.length));
  const [sums, weighted, ages] = [0, 1, 2].map(() => createGroupSums(groups.length));
  for (let d = 0; d < amounts.length; d++) {
    if (outcomes[d] !== OPEN) continue;
    const group = groupOf[d];
    if (amounts[d] < 0) {
      returns.add(group);
      continue;
    }
    counts.add(group);
    sums.add(group, amounts[d]);
    if (chances !== null) weighted.add(group, amounts[d] * chances[stageOf[d]]);
    if (asOf !== null) ages.add(group, asOf - opened[d]);
  }
  return (g) => ({
    deals: counts.at(g),
    amount: sums.at(g),
    returns: returns.at(g),
    weightedAmount: chances === null ? null : weighted.at(g),
    meanAmount: ratio(sums.at(g), counts.at(g)),
    meanAgeDays: asOf === null ? null : ratio(ages.at(g), counts.at(g)),
  });
}
