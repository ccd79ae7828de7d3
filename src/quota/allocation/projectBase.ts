import { InputError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { checkId, eachRecord } from '../../core/records.js';
import { isShare } from '../rounding/checkTotal.js';

/** What was sold, and what will not or will also be. */
export interface BaseRow {
  readonly id: string;
  /** Sales of the period before; negative where returns outweighed them. */
  readonly actual: number;
  /** Part of it that was a single event and will not come again, of either sign; 0 unless told. */
  readonly oneOff?: number;
  /** Share of the rest that will be lost with customers who leave, 0 to 1; 0 unless told. */
  readonly attrition?: number;
  /** Growth of what remains, as a share, at least -1; 0 unless told. */
  readonly growth?: number;
}

/** A base to set quota by: the sum of its contributions. */
export interface ProjectedBase {
  readonly id: string;
  /** 0 or more. */
  readonly base: number;
  readonly contributions: {
    readonly actual: number;
    /** What single events take away. */
    readonly oneOff: number;
    /** Relief for customers who leave. */
    readonly attrition: number;
    readonly growth: number;
    /** What lifts a negative base to 0. */
    readonly heldAtZero: number;
  };
}

/**
 * Projects last period's sales to a base for the next: single events out, relief for attrition, growth on what remains.
 *
 * @param rows - sales and shares by recipient
 * @returns new records with contributions that add up to the base
 * @throws {@link InputError} naming every row that is no record and every number that is missing or out of range
 * @remarks base = (actual - oneOff) (1 - attrition) (1 + growth), held at 0. O(n). Use `base` as a basis of
 * {@link allocateQuota}.
 * @example
 * ```ts
 * import { projectBase } from 'bailiwick/quota';
 * const [row] = projectBase([{ id: 'ann', actual: 120, oneOff: 20, attrition: 0.1, growth: 0.2 }]);
 * row.base; // => 108
 * row.contributions; // => { actual: 120, oneOff: -20, attrition: -10, growth: 18, heldAtZero: 0 }
 * ```
 */
export function projectBase(rows: readonly BaseRow[]): ProjectedBase[] {
  const issues: Issue[] = [];
  eachRecord(rows, 'rows', issues, ({ id, actual, oneOff = 0, attrition = 0, growth = 0 }, row) => {
    const check = (field: string, isGood: boolean, expected: string, value: unknown) => {
      if (!isGood) issues.push(badValue(row, field, 'out-of-range', expected, value));
    };
    checkId(id, row, 'id', issues);
    check('actual', Number.isFinite(actual), 'a finite number', actual);
    check('oneOff', Number.isFinite(oneOff), 'a finite number', oneOff);
    check('attrition', isShare(attrition), 'a share from 0 to 1', attrition);
    check('growth', Number.isFinite(growth) && growth >= -1, 'a finite number from -1', growth);
  });
  if (issues.length > 0) throw new InputError('projectBase', issues);
  return rows.map(({ id, actual, oneOff = 0, attrition = 0, growth = 0 }) => {
    const regular = actual - oneOff;
    const lost = -attrition * regular || 0;
    const gained = growth * (regular + lost) || 0;
    const sum = regular + lost + gained;
    const contributions = {
      actual,
      oneOff: -oneOff || 0,
      attrition: lost,
      growth: gained,
      heldAtZero: sum < 0 ? -sum : 0,
    };
    return { id, base: Math.max(0, sum), contributions };
  });
}
