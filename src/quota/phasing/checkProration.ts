import { dayNumberOf, dayOf } from '../../core/days.js';
import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { checkId, eachRecord, isId, isList } from '../../core/records.js';
import { checkPeriods } from '../calendar/periods.js';
import { checkCalendar } from '../calendar/workCalendar.js';
import { checkUnit, isAmount, isShare } from '../rounding/checkTotal.js';
import { MAX_UNITS, unitsOf } from '../rounding/units.js';
import { type DayHolding, groupHoldings } from './groupHoldings.js';
import type { ProrateInput, TerritoryHolding } from './prorateInput.js';

/** Shares such as three thirds may add up to a last digit more than 1. */
const SHARE_SLACK = 1e-9;

/** Checks everything that `prorateQuota` relies on; returns the holdings of each territory by their first day. */
export function checkProration(input: ProrateInput): DayHolding[][] {
  const { territories, periods, amounts, holdings, calendar, vacancy = 'keep', unit = 1 } = input ?? {};
  const issues: Issue[] = [];
  checkPeriods(periods, issues);
  if (calendar !== undefined) checkCalendar(calendar, 'calendar', issues);
  if (vacancy !== 'keep' && vacancy !== 'spread') {
    issues.push(badValue(null, 'vacancy', 'unknown-word', 'one of keep, spread', vacancy));
  }
  const known = checkTerritories(territories, issues);
  const count = known === null || !Array.isArray(periods) ? null : territories.length * periods.length;
  checkAmountColumns(amounts, count, checkUnit(unit, issues), issues);
  checkHoldings(holdings, known, issues);
  const byTerritory = known === null || issues.length > 0 ? [] : groupHoldings(input, known);
  byTerritory.forEach((list, t) => {
    // One alone carries 1 at the most.
    if (list.length > 1) checkShares(list, territories[t], issues);
  });
  if (issues.length > 0) throw new InputError('prorateQuota', issues);
  return byTerritory;
}

/** Indexes by id; `null` where there is no list of them, which tells nothing about those that holdings name. */
function checkTerritories(
  territories: readonly string[],
  issues: Issue[],
): ReadonlyMap<string, number> | null {
  if (!Array.isArray(territories)) {
    issues.push(badValue(null, 'territories', 'not-a-list', 'a list', territories));
    return null;
  }
  const ids = new Map<string, number>();
  for (const [row, id] of territories.entries()) {
    if (!isId(id) || ids.has(id)) {
      addIssue(issues, badValue(row, 'territories', 'bad-id', 'a text that no other territory has', id));
    }
    ids.set(id, row);
  }
  return ids;
}

function checkAmountColumns(
  amounts: ArrayLike<number>,
  count: number | null,
  unit: number,
  issues: Issue[],
): void {
  if (!isList(amounts, 'amounts', issues)) return;
  if (count !== null && amounts.length !== count) {
    const expected = `territories x periods long (${count})`;
    issues.push(badValue(null, 'amounts', 'wrong-length', expected, amounts.length));
    return;
  }
  for (let at = 0; at < amounts.length; at++) {
    const amount = amounts[at];
    const units = isAmount(amount) ? unitsOf(amount, unit) : Number.POSITIVE_INFINITY;
    if (!(units % 1 > 0 || units > MAX_UNITS)) continue;
    const expected = `0 or more, a multiple of the unit ${unit}`;
    addIssue(issues, badValue(at, 'amounts', 'not-whole-units', expected, amount));
  }
}

function checkHoldings(
  holdings: readonly TerritoryHolding[],
  known: ReadonlyMap<string, number> | null,
  issues: Issue[],
): void {
  eachRecord(holdings, 'holdings', issues, ({ territoryId, repId, from, until, share = 1 }, row) => {
    const wrong = (field: string, code: string, expected: string, value: unknown) =>
      addIssue(issues, badValue(row, `holdings.${field}`, code, expected, value));
    if (known?.has(territoryId) === false)
      wrong('territoryId', 'unknown-territory', 'a listed territory', territoryId);
    checkId(repId, row, 'holdings.repId', issues);
    const [first, last] = [dayNumberOf(from), dayNumberOf(until)];
    if (from !== undefined && Number.isNaN(first)) wrong('from', 'bad-day', 'a day as YYYY-MM-DD', from);
    if (until !== undefined && Number.isNaN(last)) wrong('until', 'bad-day', 'a day as YYYY-MM-DD', until);
    if (last < first) wrong('until', 'end-before-start', `on or after ${from}`, until);
    if (!isShare(share)) wrong('share', 'out-of-range', 'a share from 0 to 1', share);
  });
}

/** Sweeps over the days on which holdings of a territory begin and end. */
function checkShares(list: readonly DayHolding[], territoryId: string, issues: Issue[]): void {
  const events = list.flatMap(({ row, from, until, share }) => [
    { day: from, change: share, row },
    { day: until + 1, change: -share, row },
  ]);
  events.sort((a, b) => (a.day === b.day ? a.change - b.change || a.row - b.row : a.day < b.day ? -1 : 1));
  let sum = 0;
  for (const { day, change, row } of events) {
    sum += change;
    if (change <= 0 || sum <= 1 + SHARE_SLACK) continue;
    const when = Number.isFinite(day) ? `on ${dayOf(day)}` : 'from the beginning';
    const expected = `at most 1 in sum for ${territoryId} ${when}`;
    addIssue(issues, badValue(row, 'holdings.share', 'overlap', expected, sum));
  }
}
