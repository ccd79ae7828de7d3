import { dayNumberOf, dayOf } from '../../core/days.js';
import { InputError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { checkPeriods } from '../calendar/periods.js';
import { checkCalendar } from '../calendar/workCalendar.js';
import { isAmount, isShare } from '../rounding/checkTotal.js';
import { MAX_UNITS, unitsOf } from '../rounding/units.js';
import { type DayHolding, groupHoldings } from './groupHoldings.js';
import type { ProrateInput, TerritoryHolding } from './prorateInput.js';

/** Shares such as three thirds may add up to a last digit more than 1. */
const SHARE_SLACK = 1e-9;

/** Checks everything that `prorateQuota` relies on. */
export function checkProration(input: ProrateInput): void {
  const issues: Issue[] = [];
  const { territories, periods, holdings, calendar, vacancy = 'keep', unit = 1 } = input;
  checkPeriods(periods, issues);
  if (calendar !== undefined) checkCalendar(calendar, 'calendar', issues);
  if (!isAmount(unit) || unit === 0)
    issues.push(badValue(null, 'unit', 'out-of-range', 'a number above 0', unit));
  if (vacancy !== 'keep' && vacancy !== 'spread') {
    issues.push(badValue(null, 'vacancy', 'unknown-word', 'one of keep, spread', vacancy));
  }
  for (const [field, list] of Object.entries({ territories, holdings })) {
    if (!Array.isArray(list)) issues.push(badValue(null, field, 'not-a-list', 'a list', list));
  }
  if (issues.length === 0) {
    checkAmountColumns(input, issues);
    checkHoldings(holdings, new Set(territories), issues);
  }
  if (issues.length === 0) {
    groupHoldings(input).forEach((list, t) => {
      checkShares(list, territories[t], issues);
    });
  }
  if (issues.length > 0) throw new InputError('prorateQuota', issues);
}

function checkAmountColumns(
  { territories, periods, amounts, unit = 1 }: ProrateInput,
  issues: Issue[],
): void {
  const ids = new Set<string>();
  territories.forEach((id, row) => {
    if (typeof id !== 'string' || id === '' || ids.has(id)) {
      issues.push(badValue(row, 'territories', 'bad-id', 'a text that no other territory has', id));
    }
    ids.add(id);
  });
  const count = territories.length * periods.length;
  if (amounts?.length !== count) {
    const expected = `territories x periods long (${count})`;
    issues.push(badValue(null, 'amounts', 'wrong-length', expected, amounts?.length));
    return;
  }
  for (let at = 0; at < count; at++) {
    const amount = amounts[at];
    const units = unitsOf(amount, unit);
    if (isAmount(amount) && Number.isInteger(units) && units <= MAX_UNITS) continue;
    const expected = `0 or more, a multiple of the unit ${unit}`;
    issues.push(badValue(at, 'amounts', 'not-whole-units', expected, amount));
  }
}

function checkHoldings(
  holdings: readonly TerritoryHolding[],
  known: ReadonlySet<string>,
  issues: Issue[],
): void {
  const wrong = (row: number, field: string, code: string, expected: string, value: unknown) =>
    issues.push(badValue(row, `holdings.${field}`, code, expected, value));
  holdings.forEach((holding, row) => {
    const { territoryId, repId, from, until, share = 1 } = (holding ?? {}) as Partial<TerritoryHolding>;
    if (!known.has(territoryId as string))
      wrong(row, 'territoryId', 'unknown-territory', 'a listed territory', territoryId);
    if (typeof repId !== 'string' || repId === '')
      wrong(row, 'repId', 'missing-id', 'a text that is not empty', repId);
    const [first, last] = [dayNumberOf(from), dayNumberOf(until)];
    if (from !== undefined && Number.isNaN(first)) wrong(row, 'from', 'bad-day', 'a day as YYYY-MM-DD', from);
    if (until !== undefined && Number.isNaN(last))
      wrong(row, 'until', 'bad-day', 'a day as YYYY-MM-DD', until);
    if (last < first) wrong(row, 'until', 'end-before-start', `on or after ${from}`, until);
    if (!isShare(share)) wrong(row, 'share', 'out-of-range', 'a share from 0 to 1', share);
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
    issues.push(badValue(row, 'holdings.share', 'overlap', expected, sum));
  }
}
