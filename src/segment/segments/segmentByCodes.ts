import { InputError } from '../../core/errors.js';
import { createGroupSums } from '../../core/groupSums.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { numberIn, resolveOptions } from '../../core/options.js';
import { isList } from '../../core/records.js';
import { amount, checkColumn } from '../checkColumn.js';
import { columnOf } from '../columnOf.js';
import { poolTree, type Segmentation } from './poolTree.js';

/** Lengths of the prefixes of a ZIP code, and of those of a NAICS code below its sector. */
const ZIP = [1, 3, 5];
const BELOW_SECTOR = [3, 4, 5, 6];

/** Options of {@link segmentByCodes}. */
export interface CodeOptions {
  /**
   * Where a code is cut: `naics` (sector of 2 digits, 31-33, 44-45 and 48-49 being one each, then 3 to 6), `zip` (national
   * area of 1 digit, sectional centre of 3, ZIP of 5; ZIP+4 is read as ZIP), or lengths, rising.
   */
  readonly scheme: 'naics' | 'zip' | readonly number[];
  /** Weight of a segment at the least; smaller ones are pooled. Default 0: chosen, as fine as the codes are. */
  readonly atLeast: number;
  /** Entry `[i]` is what account i weighs, 0 or more. Default `null`: chosen, 1 each, the minimum is a count. */
  readonly weights: ArrayLike<number> | null;
}

/**
 * Puts accounts into segments by a tree of codes, such as industries (NAICS) or ZIP prefixes: as fine as a least weight
 * allows, the rest pooled.
 *
 * @param codes - entry `[i]` is the code of account i; `null` or empty where it is not known
 * @param options - the scheme, which must be given, and the least weight of a segment
 * @returns the segment of every account; ids are the finest code and `*` after it for a pooled rest
 * @throws {@link OptionsError} where an option is missing or out of range
 * @throws {@link InputError} naming every code that does not fit the scheme and every bad weight
 * @remarks A code shorter than the finest level ends where it ends. Codes must be texts: as a number `02139` has lost its
 * zero (`pad` of `checkAccounts` mends that). Same guarantee as {@link segmentByDimensions}. O(accounts x levels) at
 * the most; what is pooled is not looked at further down.
 * @example
 * ```ts
 * import { segmentByCodes } from 'bailiwick/segment';
 *
 * const zips = ['90210', '90211', '90001', '94103', '10001', null];
 * const { segments } = segmentByCodes(zips, { scheme: 'zip', atLeast: 2 });
 * segments.map(({ id, count }) => `${id}: ${count}`); // => ['*: 2', '9*: 2', '902: 2']
 * ```
 */
export function segmentByCodes(
  codes: readonly (string | null)[],
  options: Pick<CodeOptions, 'scheme'> & Partial<CodeOptions>,
): Segmentation {
  const { scheme, atLeast, weights } = resolveOptions<CodeOptions>(
    'segmentByCodes',
    { scheme: [], atLeast: 0, weights: null },
    { ...options, scheme: options?.scheme ?? [] },
    { scheme: isScheme, atLeast: numberIn(0, Number.MAX_VALUE) },
  );
  const issues: Issue[] = [];
  if (!isList(codes, 'codes', issues)) throw new InputError('segmentByCodes', issues);
  if (weights !== null) checkColumn(issues, 'weights', weights, codes.length, amount);
  // Entry [e] is the e-th different code, how often it is there and what that weighs.
  const different: (string | null)[] = [];
  const counts: number[] = [];
  const sums = createGroupSums(codes.length);
  const entryOf = new Map<string | null, number>();
  const entries = new Int32Array(codes.length);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] === '' ? null : codes[row];
    let e = entryOf.get(code);
    if (e === undefined) {
      e = isCode(code, scheme) ? different.push(code) - 1 : -1;
      entryOf.set(code, e);
    }
    if (e < 0) {
      addIssue(issues, badValue(row, 'code', 'not-a-code', `a text: ${wordsOf(scheme)}`, code));
      continue;
    }
    const weight = weights === null ? 1 : weights[row];
    counts[e] = (counts[e] ?? 0) + 1;
    if (amount.holds(weight)) sums.add(e, weight);
    entries[row] = e;
  }
  if (issues.length > 0) throw new InputError('segmentByCodes', issues);
  const labelOf = (e: number, depth: number) => labelAt(different[e], scheme, depth);
  const own = columnOf(different.length, (e) => sums.at(e));
  const { segmentOf, segments } = poolTree({ counts, weights: own, labelOf }, atLeast);
  return {
    segmentOf: entries.map((e) => segmentOf[e]),
    segments: segments.map((segment) => {
      const { id, path } = segment;
      const finest = path.length === 0 ? '' : (path[path.length - 1] ?? '?');
      return { ...segment, id: id.endsWith('*') ? `${finest}*` : finest };
    }),
  };
}

/** Whether a code is one of the scheme; what is not known is no code, but has a place. */
function isCode(code: unknown, scheme: CodeOptions['scheme']): boolean {
  if (typeof code !== 'string') return code === null;
  if (scheme === 'naics') return /^(\d{2,6}|31-33|44-45|48-49)$/.test(code);
  return scheme !== 'zip' || /^\d{5}(-\d{4})?$/.test(code);
}

/** The prefix of a code at a depth, coarse to fine; `undefined` where there is none so fine. */
function labelAt(
  code: string | null,
  scheme: CodeOptions['scheme'],
  depth: number,
): string | null | undefined {
  if (code === null) return depth === 0 ? null : undefined;
  if (scheme === 'zip') return prefixAt(code, ZIP, depth);
  if (scheme !== 'naics') return prefixAt(code, scheme, depth);
  if (depth === 0) return sectorOf(code);
  return code.includes('-') ? undefined : prefixAt(code, BELOW_SECTOR, depth - 1);
}

/** A code shorter than the first length is its own prefix. */
function prefixAt(code: string, lengths: readonly number[], depth: number): string | undefined {
  if (lengths[depth] <= code.length) return code.slice(0, lengths[depth]);
  return depth === 0 ? code : undefined;
}

/** Sector of a NAICS code: three of them span several pairs of digits. */
function sectorOf(code: string): string {
  const two = code.slice(0, 2);
  if (two === '31' || two === '32' || two === '33') return '31-33';
  if (two === '44' || two === '45') return '44-45';
  return two === '48' || two === '49' ? '48-49' : two;
}

function wordsOf(scheme: CodeOptions['scheme']): string {
  if (scheme === 'naics') return '2 to 6 digits';
  return scheme === 'zip' ? '5 digits, or 5 and 4 with a hyphen' : 'not empty';
}

function isScheme(value: unknown): string | null {
  if (value === 'naics' || value === 'zip') return null;
  const isRising =
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((length, i) => Number.isSafeInteger(length) && length > (i === 0 ? 0 : value[i - 1]));
  return isRising ? null : 'naics, zip, or whole numbers above 0 that rise';
}
