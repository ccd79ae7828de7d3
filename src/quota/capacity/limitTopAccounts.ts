import { dayNumberOf, partsOfDay } from '../../core/days.js';
import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { checkId, eachRecord, isId } from '../../core/records.js';
import { countBelow } from '../calendar/countBelow.js';
import { addMonths } from '../calendar/periods.js';

/** How many top accounts somebody may hold, by tenure. */
export interface TenureLimit {
  /** From this many whole months of tenure on, a whole number from 0. */
  readonly fromMonths: number;
  /** Most top accounts, a whole number from 0. */
  readonly max: number;
}

/** What `limitTopAccounts` looks at. */
export interface TopAccountInput {
  readonly reps: readonly {
    readonly id: string;
    readonly skills: readonly string[];
    readonly start?: string;
  }[];
  /** The top accounts only; `repId` is `null` where nobody holds one. */
  readonly accounts: readonly {
    readonly id: string;
    readonly repId: string | null;
    readonly requiredSkills?: readonly string[];
  }[];
  /** By rising `fromMonths`, the first from 0. Reps without a start have the last one. */
  readonly limits: readonly TenureLimit[];
  /** Day on which tenure is counted, `YYYY-MM-DD`. */
  readonly asOf: string;
}

/** One rep's top accounts. */
export interface TopAccountRow {
  readonly repId: string;
  /** Whole months; `null` without a start, 0 before it. */
  readonly tenureMonths: number | null;
  readonly limit: number;
  readonly held: number;
  /** limit - held where that is above 0. */
  readonly room: number;
  /** held - limit where that is above 0. */
  readonly excess: number;
  /** Held accounts that require a skill the rep does not have. */
  readonly unskilledIds: readonly string[];
}

/** Top accounts against what tenure and skills allow. */
export interface TopAccountLimits {
  /** `infeasible`: a rep holds too many or lacks a skill, or unheld accounts are more than the room that is left. */
  readonly status: 'feasible' | 'infeasible';
  /** In the order of the reps. */
  readonly rows: readonly TopAccountRow[];
  readonly room: number;
  /** Accounts that nobody holds. */
  readonly unheldIds: readonly string[];
  /** Those of them whose skills no rep with room has. */
  readonly unplaceableIds: readonly string[];
}

/**
 * Checks how many top-tier accounts each rep holds against limits by tenure, and their skills.
 *
 * @param input - reps, top accounts, limits and the day
 * @returns new rows by rep, and what is left to place
 * @throws {@link InputError} with every issue: unknown reps, days that are none, limits out of order
 * @remarks Months of tenure are whole: somebody who started on the 15th has one more from the 15th on. O(reps + accounts x
 * skills), plus, for each different list of skills among unheld accounts, the reps with the rarest of them; deterministic.
 * @example
 * ```ts
 * import { limitTopAccounts } from 'bailiwick/quota';
 * const { status, rows } = limitTopAccounts({
 *   asOf: '2025-06-30',
 *   limits: [{ fromMonths: 0, max: 1 }, { fromMonths: 12, max: 5 }],
 *   reps: [
 *     { id: 'ann', skills: ['cardio'], start: '2020-01-01' },
 *     { id: 'new', skills: [], start: '2025-03-01' },
 *   ],
 *   accounts: [
 *     { id: 'a', repId: 'ann', requiredSkills: ['cardio'] },
 *     { id: 'b', repId: 'new' },
 *     { id: 'c', repId: 'new' },
 *   ],
 * });
 * status; // => 'infeasible'
 * rows[1].tenureMonths; // => 3
 * rows[1].excess; // => 1
 * ```
 */
export function limitTopAccounts(input: TopAccountInput): TopAccountLimits {
  checkTopAccounts(input);
  const { reps, accounts, limits, asOf } = input;
  const indexOf = new Map(reps.map(({ id }, r) => [id, r]));
  const skills = reps.map((rep) => new Set(rep.skills));
  const held = new Int32Array(reps.length);
  const unskilled: string[][] = reps.map(() => []);
  const unheld: TopAccountInput['accounts'][number][] = [];
  for (const account of accounts) {
    const r = account.repId === null ? undefined : indexOf.get(account.repId);
    if (r === undefined) {
      unheld.push(account);
      continue;
    }
    held[r]++;
    if (!(account.requiredSkills ?? []).every((skill) => skills[r].has(skill))) unskilled[r].push(account.id);
  }
  const day = dayNumberOf(asOf);
  const fromMonths = Float64Array.from(limits, (one) => one.fromMonths);
  const rows = reps.map(({ id, start }, r): TopAccountRow => {
    const tenureMonths = start === undefined ? null : monthsBetween(dayNumberOf(start), day);
    const reached = tenureMonths === null ? limits.length : countBelow(fromMonths, tenureMonths + 1);
    const limit = limits[reached - 1].max;
    return {
      repId: id,
      tenureMonths,
      limit,
      held: held[r],
      room: Math.max(0, limit - held[r]),
      excess: Math.max(0, held[r] - limit),
      unskilledIds: unskilled[r],
    };
  });
  const room = rows.reduce((sum, row) => sum + row.room, 0);
  const unplaceableIds = findUnplaceable(unheld, rows, skills);
  const isBroken = rows.some(({ excess, unskilledIds }) => excess > 0 || unskilledIds.length > 0);
  const isShort = unheld.length > room || unplaceableIds.length > 0;
  return {
    status: isBroken || isShort ? 'infeasible' : 'feasible',
    rows,
    room,
    unheldIds: unheld.map(({ id }) => id),
    unplaceableIds,
  };
}

/** Ids of the accounts whose skills no rep with room has; `skills[r]` are those of the rep of row r. */
function findUnplaceable(
  accounts: TopAccountInput['accounts'],
  rows: readonly TopAccountRow[],
  skills: readonly ReadonlySet<string>[],
): string[] {
  const withRoom = Array.from(rows.keys()).filter((r) => rows[r].room > 0);
  const bySkill = new Map<string, number[]>();
  for (const r of withRoom) {
    for (const skill of skills[r]) {
      const holders = bySkill.get(skill);
      if (holders === undefined) bySkill.set(skill, [r]);
      else holders.push(r);
    }
  }
  const placeable = new Map<string, boolean>();
  return accounts.flatMap(({ id, requiredSkills = [] }) => {
    const key = JSON.stringify([...requiredSkills].sort());
    let can = placeable.get(key);
    if (can === undefined) {
      // Only reps with the rarest of the skills can have all of them.
      let few: readonly number[] = withRoom;
      for (const skill of requiredSkills) {
        const holders = bySkill.get(skill) ?? [];
        if (holders.length < few.length) few = holders;
      }
      can = few.some((r) => requiredSkills.every((skill) => skills[r].has(skill)));
      placeable.set(key, can);
    }
    return can ? [] : [id];
  });
}

/** Whole months from one day to another; 0 where it has not come. */
function monthsBetween(from: number, to: number): number {
  if (to < from) return 0;
  const [year, month] = partsOfDay(from);
  const [laterYear, laterMonth] = partsOfDay(to);
  const months = 12 * (laterYear - year) + laterMonth - month;
  return addMonths(from, months) > to ? months - 1 : months;
}

function checkTopAccounts(input: TopAccountInput): void {
  const { reps, accounts, limits, asOf } = input ?? {};
  const issues: Issue[] = [];
  const wrong = (row: number | null, field: string, code: string, expected: string, value: unknown) =>
    addIssue(issues, badValue(row, field, code, expected, value));
  const checkSkills = (row: number, field: string, skills: unknown) => {
    if (!Array.isArray(skills) || !skills.every((skill) => typeof skill === 'string'))
      wrong(row, field, 'not-a-list', 'a list of texts', skills);
  };
  if (Number.isNaN(dayNumberOf(asOf))) wrong(null, 'asOf', 'bad-day', 'a day as YYYY-MM-DD', asOf);
  let least = 0;
  eachRecord(limits, 'limits', issues, ({ fromMonths, max }, row) => {
    if (!Number.isSafeInteger(fromMonths) || fromMonths < least)
      wrong(row, 'limits.fromMonths', 'out-of-order', `a whole number from ${least}`, fromMonths);
    else least = fromMonths + 1;
    if (!Number.isSafeInteger(max) || max < 0)
      wrong(row, 'limits.max', 'out-of-range', 'a whole number from 0', max);
  });
  if (Array.isArray(limits) && limits[0]?.fromMonths !== 0)
    wrong(null, 'limits', 'no-limit', 'a list whose first entry counts from 0 months', limits);
  const ids = new Set<unknown>();
  eachRecord(reps, 'reps', issues, ({ id, start, skills }, row) => {
    if (!isId(id) || ids.has(id)) wrong(row, 'reps.id', 'bad-id', 'a text that no other rep has', id);
    ids.add(id);
    if (start !== undefined && Number.isNaN(dayNumberOf(start)))
      wrong(row, 'reps.start', 'bad-day', 'a day as YYYY-MM-DD', start);
    checkSkills(row, 'reps.skills', skills);
  });
  eachRecord(accounts, 'accounts', issues, ({ id, repId, requiredSkills }, row) => {
    checkId(id, row, 'accounts.id', issues);
    if (repId !== null && !ids.has(repId))
      wrong(row, 'accounts.repId', 'unknown-rep', 'a listed rep or null', repId);
    if (requiredSkills !== undefined) checkSkills(row, 'accounts.requiredSkills', requiredSkills);
  });
  if (issues.length > 0) throw new InputError('limitTopAccounts', issues);
}
