import { addIssue, badValue, type Issue } from '../../core/issue.js';
import type { OptionCheck } from '../../core/options.js';
import { isRecord } from '../../core/records.js';
import { type DealColumns, OPEN } from './dealColumns.js';

/** By stage: the chance that an open deal in it is won, 0 to 1. */
export type StageChances = Readonly<Record<string, number>>;

/** Whether a value is a chance. */
export const isChance = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= 1;

/** Good for {@link StageChances}. */
export const areChances: OptionCheck = (value) =>
  isRecord(value) && Object.values(value).every(isChance) ? null : 'a number from 0 to 1 for each stage';

/** Good for {@link StageChances} or `null`. */
export const areChancesOrNull: OptionCheck = (value) => (value === null ? null : areChances(value));

/**
 * The chance of every stage, by its index; adds an issue for every stage with open deals that the table does not name.
 *
 * @param rows - entry `[d]` is the row of deal d, where that is not d
 * @returns entry `[s]` is that of stage s; NaN for a stage that the table does not name
 */
export function chancesByStage(
  columns: DealColumns,
  chances: StageChances,
  issues: Issue[],
  rows?: Int32Array,
): Float64Array {
  const { stages, stageOf, outcomes } = columns;
  const byStage = Float64Array.from(stages, (stage) =>
    Object.hasOwn(chances, stage) ? chances[stage] : Number.NaN,
  );
  const expected = `a stage with a chance: ${Object.keys(chances).join(', ')}`;
  const isNamed = new Uint8Array(stages.length);
  for (let d = 0; d < stageOf.length; d++) {
    const stage = stageOf[d];
    if (outcomes[d] !== OPEN || !Number.isNaN(byStage[stage]) || isNamed[stage] === 1) continue;
    isNamed[stage] = 1;
    addIssue(issues, badValue(rows ? rows[d] : d, 'stage', 'no-chance', expected, stages[stage]));
  }
  return byStage;
}
