import { compensatedSum } from '../../core/compensatedSum.js';
import { InputError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { isAmount } from '../rounding/checkTotal.js';
import { MAX_UNITS, unitsOf } from '../rounding/units.js';
import { groupCells, membersOf } from './marginGroups.js';
import type { TableInput, TableMargin } from './tableInput.js';

/** Totals of two margins agree where they differ by less than this share: they are sums in floating point. */
const AGREEMENT = 1e-9;

/** Checks everything that a fit relies on; `unit` is `null` where totals need not be whole. */
export function checkTable(what: string, input: TableInput, unit: number | null): void {
  const issues: Issue[] = [];
  checkAxes(input, issues);
  if (unit !== null && !(isAmount(unit) && unit > 0)) {
    issues.push(badValue(null, 'unit', 'out-of-range', 'a number above 0', unit));
  }
  if (issues.length === 0) {
    checkSeed(input, issues);
    checkMargins(input, unit, issues);
  }
  if (issues.length === 0) checkAgreement(input, unit, issues);
  if (issues.length > 0) throw new InputError(what, issues);
}

function checkAxes({ axes, margins }: TableInput, issues: Issue[]): void {
  const isList = Array.isArray(axes) && axes.length > 0;
  if (!isList) issues.push(badValue(null, 'axes', 'not-a-list', 'a list of at least one axis', axes));
  if (!Array.isArray(margins) || margins.length === 0) {
    issues.push(badValue(null, 'margins', 'not-a-list', 'a list of at least one margin', margins));
  }
  const known = new Set<unknown>();
  for (const [row, axis] of (isList ? axes : []).entries()) {
    const id = axis?.id;
    if (typeof id !== 'string' || id === '' || known.has(id)) {
      issues.push(badValue(row, 'axes.id', 'bad-id', 'a text that no other axis has', id));
    }
    known.add(id);
    const members = axis?.members;
    if (!Array.isArray(members) || members.length === 0) {
      issues.push(badValue(row, 'axes.members', 'not-a-list', 'a list of at least one name', members));
    } else if (new Set(members).size !== members.length) {
      issues.push(badValue(row, 'axes.members', 'duplicate-id', 'a list of different names', members));
    }
  }
}

function checkSeed({ axes, seed }: TableInput, issues: Issue[]): void {
  const count = axes.reduce((product, { members }) => product * members.length, 1);
  if (seed?.length !== count) {
    const expected = `as long as the table has cells (${count})`;
    issues.push(badValue(null, 'seed', 'wrong-length', expected, seed?.length));
    return;
  }
  for (let c = 0; c < count; c++) {
    if (!isAmount(seed[c]))
      issues.push(badValue(c, 'seed', 'out-of-range', 'a number of at least 0', seed[c]));
  }
}

function checkMargins({ axes, margins }: TableInput, unit: number | null, issues: Issue[]): void {
  margins.forEach((margin, row) => {
    const ids: readonly string[] = Array.isArray(margin?.axes) ? margin.axes : [];
    const known = ids.every((id) => axes.some((axis) => axis.id === id));
    if (ids.length === 0 || !known || new Set(ids).size !== ids.length) {
      const expected = `a list of different axes among ${axes.map(({ id }) => id).join(', ')}`;
      issues.push(badValue(row, 'margins.axes', 'unknown-axis', expected, ids.join(', ')));
      return;
    }
    const count = sizesOf(axes, ids).reduce((product, size) => product * size, 1);
    const { totals } = margin;
    if (totals?.length !== count) {
      const expected = `as long as the margin has groups (${count})`;
      issues.push(badValue(row, 'margins.totals', 'wrong-length', expected, totals?.length));
      return;
    }
    for (let g = 0; g < count; g++) {
      const field = `margins.totals.${g}`;
      const units = unitsOf(totals[g], unit ?? 1);
      if (!isAmount(totals[g])) {
        issues.push(badValue(row, field, 'out-of-range', 'a number of at least 0', totals[g]));
      } else if (unit !== null && (!Number.isInteger(units) || units > MAX_UNITS)) {
        const expected = `a multiple of the unit ${unit}, at most 2^50 of them`;
        issues.push(badValue(row, field, 'not-whole-units', expected, totals[g]));
      }
    }
  });
}

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
        issues.push(badValue(second, 'margins.totals', 'margins-disagree', expected, right[g]));
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
  return Float64Array.from(parts, compensatedSum);
}
