import { InputError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { numberIn, resolveOptions } from '../../core/options.js';
import { isList } from '../../core/records.js';
import { amount, checkColumn } from '../checkColumn.js';
import { createLabelTree, type LabelNode, poolTree, type Segmentation } from './poolTree.js';

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
 * zero (`pad` of `checkAccounts` mends that). Same guarantee as {@link segmentByDimensions}. O(accounts x levels).
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
  const tree = createLabelTree();
  const nodes = new Map<string | null, LabelNode | null>();
  const ends = Array.from(codes, (given, row) => {
    const code = given === '' ? null : given;
    let node = nodes.get(code);
    if (node === undefined) {
      const path = code === null ? [null] : pathOf(code, scheme);
      node = path === null ? null : tree.add(path);
      nodes.set(code, node);
    }
    if (node === null) {
      issues.push(badValue(row, 'code', 'not-a-code', `a text: ${wordsOf(scheme)}`, code));
      return tree.root;
    }
    const weight = weights === null ? 1 : weights[row];
    if (amount.holds(weight)) tree.count(node, weight);
    return node;
  });
  if (issues.length > 0) throw new InputError('segmentByCodes', issues);
  const { segmentOf, segments } = poolTree(tree, ends, atLeast);
  return {
    segmentOf,
    segments: segments.map((segment) => {
      const { id, path } = segment;
      const finest = path.length === 0 ? '' : (path[path.length - 1] ?? '?');
      return { ...segment, id: id.endsWith('*') ? `${finest}*` : finest };
    }),
  };
}

/** Prefixes from coarse to fine; `null` where the code does not fit. */
function pathOf(code: unknown, scheme: CodeOptions['scheme']): string[] | null {
  if (typeof code !== 'string') return null;
  if (scheme === 'naics') {
    if (!/^(\d{2,6}|31-33|44-45|48-49)$/.test(code)) return null;
    return [sectorOf(code), ...(code.includes('-') ? [] : prefixes(code, [3, 4, 5, 6]))];
  }
  if (scheme === 'zip') return /^\d{5}(-\d{4})?$/.test(code) ? prefixes(code, [1, 3, 5]) : null;
  return prefixes(code, scheme);
}

function prefixes(code: string, lengths: readonly number[]): string[] {
  const found = lengths.filter((length) => length <= code.length).map((length) => code.slice(0, length));
  return found.length > 0 ? found : [code];
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
