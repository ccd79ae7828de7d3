import { compensatedSum } from '../../core/compensatedSum.js';
import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { checkId, eachRecord, isId, isList } from '../../core/records.js';
import { checkNumbers } from '../rounding/checkNumbers.js';
import { checkUnit, isAmount, isSized, SIZED } from '../rounding/checkTotal.js';
import { MAX_UNITS, unitsOf } from '../rounding/units.js';
import { groupCells, membersOf } from './marginGroups.js';
import type { TableInput, TableMargin } from './tableInput.js';

/** Totals of two margins agree where they differ by less than this share: they are sums in floating point. */
const AGREEMENT = 1e-9;

/** Checks everything that a fit relies on; without a unit totals need not be whole. */
export function checkTable(what: string, input: TableInput, unit?: number): void {
  const { axes, seed, margins } = input ?? {};
  const issues: Issue[] = [];
  const sound = unit === undefined ? null : checkUnit(unit, issues);
  const known = checkAxes(axes, issues);
  const cells = known && productOf(known.map(({ members }) => members.length));
  const length = checkNumbers(seed, 'seed', isSized, SIZED, issues);
  if (length !== null && cells !== null && length !== cells) {
    issues.push(badValue(null, 'seed', 'wrong-length', `as long as the table has cells (${cells})`, length));
  }
  checkMargins(margins, known, sound, issues);
  if (issues.length === 0) checkAgreement(input, sound, issues);
  if (issues.length > 0) throw new InputError(what, issues);
}

/** The axes; `null` where they are not sound, so that nothing can be counted by them. */
function checkAxes(axes: TableInput['axes'], issues: Issue[]): TableInput['axes'] | null {
  const found = issues.length;
  const ids = new Set<unknown>();
  eachRecord(axes, 'axes', issues, ({ id, members }, row) => {
    if (!isId(id) || ids.has(id)) {
      addIssue(issues, badValue(row, 'axes.id', 'bad-id', 'a text that no other axis has', id));
    }
    ids.add(id);
    if (!Array.isArray(members) || members.length === 0) {
      addIssue(issues, badValue(row, 'axes.members', 'not-a-list', 'a list of at least one name', members));
      return;
    }
    for (const [m, member] of members.entries()) checkId(member, row, `axes.members.${m}`, issues);
    if (new Set(members).size !== members.length) {
      addIssue(issues, badValue(row, 'axes.members', 'duplicate-id', 'a list of different names', members));
    }
  });
  if (Array.isArray(axes) && axes.length === 0)
    issues.push(badValue(null, 'axes', 'not-a-list', 'a list of at least one axis', axes));
  return issues.length === found ? axes : null;
}

function checkMargins(
  margins: readonly TableMargin[],
  known: TableInput['axes'] | null,
  unit: number | null,
  issues: Issue[],
): void {
  eachRecord(margins, 'margins', issues, ({ axes, totals }, row) => {
    const areNamed = checkMarginAxes(axes, known, row, issues);
    if (!isList(totals, 'margins.totals', issues, row)) return;
    const count = areNamed && known !== null ? productOf(sizesOf(known, axes)) : totals.length;
    if (totals.length !== count) {
      const expected = `as long as the margin has groups (${count})`;
      addIssue(issues, badValue(row, 'margins.totals', 'wrong-length', expected, totals.length));
    }
    for (let g = 0; g < totals.length; g++) checkMarginTotal(totals[g], row, g, unit, issues);
  });
  if (Array.isArray(margins) && margins.length === 0)
    issues.push(badValue(null, 'margins', 'not-a-list', 'a list of at least one margin', margins));
}

function checkMarginAxes(
  ids: readonly string[],
  known: TableInput['axes'] | null,
  row: number,
  issues: Issue[],
): boolean {
  const isGood =
    Array.isArray(ids) &&
    ids.length > 0 &&
    ids.every(isId) &&
    new Set(ids).size === ids.length &&
    (known === null || ids.every((id) => known.some((axis) => axis.id === id)));
  if (isGood) return true;
  const among = known === null ? '' : ` among ${known.map(({ id }) => id).join(', ')}`;
  const received = Array.isArray(ids) && ids.every(isId) ? ids.join(', ') : ids;
  addIssue(
    issues,
    badValue(row, 'margins.axes', 'unknown-axis', `a list of different axes${among}`, received),
  );
  return false;
}

function checkMarginTotal(total: number, row: number, g: number, unit: number | null, issues: Issue[]): void {
  const field = `margins.totals.${g}`;
  if (!isAmount(total)) {
    addIssue(issues, badValue(row, field, 'out-of-range', 'a number of at least 0', total));
    return;
  }
  const units = unit === null ? 0 : unitsOf(total, unit);
  if (units % 1 > 0 || units > MAX_UNITS) {
    const expected = `a multiple of the unit ${unit}, at most 2^50 of them`;
    addIssue(issues, badValue(row, field, 'not-whole-units', expected, total));
  }
}

const productOf = (sizes: readonly number[]) => sizes.reduce((product, size) => product * size, 1);

function sizesOf(axes: TableInput['axes'], ids: readonly string[]): number[] {
  return ids.map((id) => axes.find((axis) => axis.id === id)?.members.length ?? 0);
}

/** Any two margins must give the same sums over the axes they share; with none in common, the same grand total. */
function checkAgreement(input: TableInput, unit: number | null, issues: Issue[]): void {
  const { margins } = input;
  for (let second = 1; second < margins.length; second++) {
    for (let first = 0; first < second; first++) {
      const shared = margins[first].axes.filter((id) => margins[second].axes.includes(id));
      const left = collapse(input, margins[first], shared);
      const right = collapse(input, margins[second], shared);
      left.forEach((sum, g) => {
        const slack = unit === null ? AGREEMENT * Math.max(sum, right[g]) : unit / 2;
        if (Math.abs(sum - right[g]) <= slack) return;
        const positions = shared.map((id) => input.axes.findIndex((axis) => axis.id === id));
        const place = shared.length > 0 ? ` at ${membersOf(input, positions, g).join(', ')}` : '';
        const expected = `in sum${place} what margin ${first} (${margins[first].axes.join(', ')}) has, ${sum}`;
        addIssue(issues, badValue(second, 'margins.totals', 'margins-disagree', expected, right[g]));
      });
    }
  }
}

/** Totals of a margin added up over the axes that are not kept. */
function collapse({ axes }: TableInput, margin: TableMargin, kept: readonly string[]): Float64Array {
  const sizes = sizesOf(axes, margin.axes);
  const positions = kept.map((id) => margin.axes.indexOf(id));
  const groupOf = groupCells(sizes, positions);
  const count = positions.reduce((product, position) => product * sizes[position], 1);
  const parts: number[][] = Array.from({ length: count }, () => []);
  for (let g = 0; g < groupOf.length; g++) parts[groupOf[g]].push(margin.totals[g]);
  return Float64Array.from(parts, (part) => compensatedSum(part));
}
