import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { integerIn, numberIn, oneOf, resolveOptions } from '../../core/options.js';
import { eachRecord, isId } from '../../core/records.js';
import { checkColumn, lengthOf, measurable } from '../checkColumn.js';
import { momentsOf } from './normaliseValues.js';

/** What potential is explained by. */
export interface Predictor {
  /** Unique, non-empty. */
  readonly id: string;
  /** Entry `[i]` is the value of account i, at most 1e100 in size; NaN where it is not known. */
  readonly values: ArrayLike<number>;
}

/** Options of {@link regressPotential}. */
export interface RegressionOptions {
  /** `ordinary` least squares (default: chosen, what every other tool gives), or `robust`: Huber's, on which outliers pull with limited force. */
  readonly method: 'ordinary' | 'robust';
  /** Chance that an interval covers, above 0 and below 1. Default 0.95: the field's habit. */
  readonly confidence: number;
  /** What stands in for an unknown predictor: nothing, an error (default), or the mean of the known ones. */
  readonly missing: 'error' | 'mean';
  /** Size in robust standard deviations from which a residual counts less. Default 1.345: 95 % efficient on normal errors. */
  readonly tuning: number;
  /** Rounds of the robust fit at the most. Default 100: chosen, ten times what is usual. */
  readonly maxRounds: number;
}

/** A predictor, centred and scaled. */
export interface CentredPredictor {
  readonly mean: number;
  /** Standard deviation among observed accounts, 1 where they do not vary. */
  readonly scale: number;
  readonly isConstant: boolean;
  /** Entry `[i]` is (value - mean) / scale of account i, 0 where the mean stood in. */
  readonly z: Float64Array;
  readonly gaps: readonly number[];
}

/** Centres and scales a predictor by the accounts observed. */
export function centre(values: ArrayLike<number>, rows: Int32Array): CentredPredictor {
  const z = new Float64Array(values.length);
  // The known values stand in the column until their moments are known.
  let count = 0;
  for (let r = 0; r < rows.length; r++) {
    const value = values[rows[r]];
    if (!Number.isNaN(value)) z[count++] = value;
  }
  const { mean, deviation } = momentsOf(z.subarray(0, count));
  let equal = 0;
  while (equal < count && z[equal] === z[0]) equal++;
  const isConstant = equal === count;
  const scale = isConstant || deviation === 0 ? 1 : deviation;
  const gaps: number[] = [];
  for (let i = 0; i < z.length; i++) {
    const isKnown = !Number.isNaN(values[i]);
    if (!isKnown) gaps.push(i);
    z[i] = isKnown && !isConstant ? (values[i] - mean) / scale : 0;
  }
  return { mean, scale, isConstant, z, gaps };
}

/** Names every bad or unknown value, and ids that repeat. */
export function checkPredictors(
  predictors: readonly Predictor[],
  observed: ArrayLike<number>,
  missing: 'error' | 'mean',
): void {
  const issues: Issue[] = [];
  const known = new Set<string>();
  const count = lengthOf(observed);
  checkColumn(issues, 'observed', observed, count, measurable);
  eachRecord(predictors, 'predictors', issues, ({ id, values }, j) => {
    if (!isId(id) || known.has(id))
      issues.push(
        badValue(null, `predictors.${j}.id`, 'duplicate-id', 'a text that no other predictor has', id),
      );
    known.add(id);
    const field = isId(id) ? id : `predictors.${j}`;
    checkColumn(issues, field, values, count, measurable);
    if (missing === 'mean' || lengthOf(values) !== count) return;
    for (let row = 0; row < count; row++) {
      if (!Number.isNaN(values[row])) continue;
      const hint = 'the option missing says what may stand in for it';
      addIssue(issues, badValue(row, field, 'missing', 'a finite number', values[row], 'error', hint));
    }
  });
  if (issues.length > 0) throw new InputError('regressPotential', issues);
}

/** All options. */
export function resolveRegressionOptions(options: Partial<RegressionOptions> | undefined): RegressionOptions {
  return resolveOptions<RegressionOptions>(
    'regressPotential',
    { method: 'ordinary', confidence: 0.95, missing: 'error', tuning: 1.345, maxRounds: 100 },
    options,
    {
      method: oneOf('ordinary', 'robust'),
      confidence: numberIn(Number.EPSILON, 1 - Number.EPSILON),
      missing: oneOf('error', 'mean'),
      tuning: numberIn(0.1, Number.MAX_VALUE),
      maxRounds: integerIn(1),
    },
  );
}
