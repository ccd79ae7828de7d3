import { InputError, OptionsError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { numberIn, resolveOptions } from '../../core/options.js';
import { eachRecord, isId } from '../../core/records.js';
import type { Account } from '../../model/account.js';
import { checkAccountRows } from '../checkAccounts.js';
import { amount } from '../checkColumn.js';
import { poolTree, type Segmentation } from './poolTree.js';

/** One way to tell accounts apart: region, vertical, size, product, channel. */
export interface SegmentDimension {
  /** Unique, non-empty. */
  readonly id: string;
  /** The label of an account, given its row too (for labels that stand in a list); `null`, `undefined` or empty where it is not known. */
  readonly value: (account: Account, row: number) => string | null | undefined;
}

/** Options of {@link segmentByDimensions}. */
export interface DimensionOptions {
  /** Weight of a segment at the least; smaller ones are pooled. Default 0: chosen, every combination is a segment. */
  readonly atLeast: number;
  /** What an account weighs, 0 or more. Default 1: chosen, the minimum is a count. */
  readonly weight: ((account: Account, row: number) => number) | null;
}

/**
 * Puts accounts into segments by one dimension or by several composed, coarse to fine; segments too small are pooled.
 *
 * @param accounts - the accounts, in any order
 * @param dimensions - the coarsest first
 * @param options - the least weight of a segment
 * @returns the segment of every account; an unknown label is a segment of its own (`?`), a pooled rest ends in `*`
 * @throws {@link OptionsError} where dimensions are unnamed, named twice or missing, or an option is out of range
 * @throws {@link InputError} naming every label that is no text and every weight that is not 0 or more
 * @remarks If all accounts together reach the minimum, so does every segment. O(accounts x dimensions), and the same
 * segments whatever the order of accounts. How pooling goes stands at the head of `poolTree.ts`.
 * @example
 * ```ts
 * import { segmentByDimensions } from 'bailiwick/segment';
 *
 * const rows = ['CA big', 'CA big', 'CA small', 'NY big', 'NY small'].map((text, i) => {
 *   const [state, size] = text.split(' ');
 *   return { id: `${i}`, measures: {}, attributes: { state, size } };
 * });
 * const dimension = (id: 'state' | 'size') => ({ id, value: (_: unknown, row: number) => rows[row].attributes[id] });
 * const composed = [dimension('state'), dimension('size')];
 * segmentByDimensions(rows, composed).segments.length; // => 4
 * segmentByDimensions(rows, composed, { atLeast: 2 }).segments.map(({ id, count }) => `${id}: ${count}`);
 * // => ['CA: 3', 'NY: 2']
 * ```
 */
export function segmentByDimensions(
  accounts: readonly Account[],
  dimensions: readonly SegmentDimension[],
  options?: Partial<DimensionOptions>,
): Segmentation {
  const { atLeast, weight } = resolveOptions<DimensionOptions>(
    'segmentByDimensions',
    { atLeast: 0, weight: null },
    options,
    {
      atLeast: numberIn(0, Number.MAX_VALUE),
      weight: (value) => (value === null || typeof value === 'function' ? null : 'a function of an account'),
    },
  );
  checkDimensions(dimensions);
  checkAccountRows('segmentByDimensions', accounts);
  const issues: Issue[] = [];
  // Entry [d][i] is the label of account i in dimension d.
  const labels = dimensions.map((): (string | null)[] => new Array(accounts.length).fill(null));
  const weights = new Float64Array(accounts.length);
  accounts.forEach((account, row) => {
    dimensions.forEach(({ id, value }, d) => {
      const label = value(account, row) ?? null;
      if (label !== null && typeof label !== 'string')
        addIssue(issues, badValue(row, id, 'wrong-type', 'a text, or nothing', label));
      if (label !== '') labels[d][row] = label;
    });
    const own = weight === null ? 1 : weight(account, row);
    if (amount.holds(own)) weights[row] = own;
    else addIssue(issues, badValue(row, 'weight', 'out-of-range', amount.expected, own));
  });
  if (issues.length > 0) throw new InputError('segmentByDimensions', issues);
  const counts = new Uint8Array(accounts.length).fill(1);
  const labelOf = (row: number, d: number) => (d < labels.length ? labels[d][row] : undefined);
  return poolTree({ counts, weights, labelOf }, atLeast);
}

function checkDimensions(dimensions: readonly SegmentDimension[]): void {
  const issues: Issue[] = [];
  const known = new Set<string>();
  if (dimensions?.length === 0)
    issues.push(badValue(null, 'dimensions', 'bad-option', 'one or more', dimensions));
  eachRecord(dimensions, 'dimensions', issues, ({ id, value }, d) => {
    if (!isId(id) || known.has(id))
      addIssue(
        issues,
        badValue(d, `id of dimension ${d}`, 'bad-option', 'a text that no other dimension has', id),
      );
    known.add(id);
    if (typeof value !== 'function')
      addIssue(
        issues,
        badValue(d, `value of dimension ${d}`, 'bad-option', 'a function of an account', value),
      );
  });
  if (issues.length > 0) throw new OptionsError('segmentByDimensions', issues);
}
