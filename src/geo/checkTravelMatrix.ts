import { InputError } from '../core/errors.js';
import { addIssue, badValue, type Issue } from '../core/issue.js';
import { isList } from '../core/records.js';

/** Travel costs as a caller has them: rows of accounts, all rows in one array, or a function of account and seat. */
export type TravelCosts =
  | ArrayLike<number>
  | readonly ArrayLike<number>[]
  | ((account: number, seat: number) => number);

/**
 * Checks travel costs from a router or a table of one's own, and brings them into the engine's form.
 *
 * @param costs - any unit; every cost finite and 0 or more. Flat: account i to seat j at `[seatCount * i + j]`
 * @param accountCount - how many accounts there are
 * @param seatCount - how many seats there are
 * @returns a new array: account i to seat j at `[seatCount * i + j]`
 * @throws {@link InputError} with one issue for each row that has the wrong length or a bad cost (its first)
 * @remarks O(accounts * seats); a function is called once for each pair, row by row.
 * @example
 * ```ts
 * import { checkTravelMatrix } from 'bailiwick/geo';
 * [...checkTravelMatrix([[5, 8], [2, 0]], 2, 2)]; // => [5, 8, 2, 0]
 * ```
 */
export function checkTravelMatrix(costs: TravelCosts, accountCount: number, seatCount: number): Float64Array {
  const issues: Issue[] = [];
  checkCount('accountCount', accountCount, issues);
  checkCount('seatCount', seatCount, issues);
  if (typeof costs !== 'function') isList(costs, 'costs', issues);
  if (issues.length > 0) throw new InputError('travel costs', issues);
  const matrix = new Float64Array(accountCount * seatCount);
  const costOf = readerOf(costs, accountCount, seatCount, issues);
  for (let i = 0; i < accountCount && costOf !== null; i++) {
    let bad: Issue | null = null;
    for (let j = 0; j < seatCount; j++) {
      const cost = costOf(i, j);
      if (Number.isFinite(cost) && cost >= 0) matrix[seatCount * i + j] = cost;
      else bad ??= badValue(i, `costs[${j}]`, 'bad-cost', 'finite and 0 or more', cost);
    }
    if (bad !== null) issues.push(bad);
  }
  if (issues.length > 0) throw new InputError('travel costs', issues);
  return matrix;
}

function checkCount(field: string, count: number, issues: Issue[]): void {
  const isCount = Number.isSafeInteger(count) && count >= 0;
  if (!isCount) issues.push(badValue(null, field, 'out-of-range', 'a whole number from 0', count));
}

/** A way to read any form of costs; `null` where the dimensions are wrong, with the reasons in `issues`. */
function readerOf(
  costs: TravelCosts,
  accountCount: number,
  seatCount: number,
  issues: Issue[],
): ((i: number, j: number) => number) | null {
  if (typeof costs === 'function') return costs;
  if (accountCount > 0 && typeof costs[0] === 'object') {
    const rows = costs as readonly ArrayLike<number>[];
    if (rows.length !== accountCount) {
      issues.push(badValue(null, 'costs', 'wrong-length', `${accountCount} rows`, rows.length));
    }
    for (let i = 0; i < rows.length; i++) {
      const length = rows[i]?.length;
      if (length !== seatCount) {
        addIssue(issues, badValue(i, 'costs', 'wrong-length', `${seatCount} costs long`, length));
      }
    }
    return issues.length > 0 ? null : (i, j) => rows[i][j];
  }
  const flat = costs as ArrayLike<number>;
  if (flat.length !== accountCount * seatCount) {
    const expected = `${accountCount} x ${seatCount} = ${accountCount * seatCount} numbers`;
    issues.push(badValue(null, 'costs', 'wrong-length', expected, flat.length));
    return null;
  }
  return (i, j) => flat[seatCount * i + j];
}
