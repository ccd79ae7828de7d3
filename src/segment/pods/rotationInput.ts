import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue, oneOfWords } from '../../core/issue.js';
import { integerIn, numberIn, resolveOptions } from '../../core/options.js';
import { eachRecord, isId, isKeyOf } from '../../core/records.js';
import { amount } from '../checkColumn.js';

/** A pod as it starts. */
export interface RotationPod {
  /** Unique, non-empty. */
  readonly id: string;
  /** Everybody, with their roles; nobody is in two pods. */
  readonly members: readonly { readonly id: string; readonly role: string }[];
  /**
   * People move only between pods of one group (a vertical, a language). Default one group for all: chosen, nothing
   * keeps them apart.
   */
  readonly group?: string;
}

/** Options of `planRotation`. */
export interface RotationOptions {
  /** How many periods to plan after the start, 1 or more; must be given. */
  readonly periods: number;
  /** Part of an account's relationship that must stay from one period to the next, 0 to 1; must be given. */
  readonly continuityShare: number;
  /** By role: its part of the relationship, shared alike by a pod's members of that role; must be given, above 0 in sum. */
  readonly roleShares: Readonly<Record<string, number>>;
  /** Periods that somebody stays in a pod at the least, 1 or more. Default 1: chosen, no stay beyond a period. */
  readonly stayPeriods: number;
}

/** Names ids that repeat, people in two pods and roles without a share. */
export function checkPods(pods: readonly RotationPod[], roleShares: Readonly<Record<string, number>>): void {
  const issues: Issue[] = [];
  const ids = new Set<string>();
  const podOf = new Map<string, string>();
  const expected = oneOfWords(Object.keys(roleShares));
  eachRecord(pods, 'pods', issues, ({ id, members, group }, row) => {
    if (!isId(id) || ids.has(id))
      addIssue(issues, badValue(row, 'id', 'duplicate-id', 'a text that no other pod has', id));
    ids.add(id);
    if (group !== undefined && typeof group !== 'string')
      addIssue(issues, badValue(row, 'group', 'wrong-type', 'a text', group));
    const bad: Issue[] = [];
    eachRecord(members, 'members', bad, ({ id: person, role }) => {
      if (!isId(person) || podOf.has(person))
        addIssue(
          issues,
          badValue(row, 'members', 'duplicate-id', 'people who are in no other place', person),
        );
      podOf.set(person, id);
      if (!isKeyOf(roleShares, role))
        addIssue(issues, badValue(row, 'members.role', 'unknown-role', expected, role));
    });
    for (const issue of bad)
      addIssue(issues, { ...issue, row, field: issue.row === null ? 'members' : `members.${issue.row}` });
  });
  if (issues.length > 0) throw new InputError('planRotation', issues);
}

/** All options. */
export function resolveRotationOptions(
  options: Pick<RotationOptions, 'periods' | 'continuityShare' | 'roleShares'> & Partial<RotationOptions>,
): RotationOptions {
  return resolveOptions<RotationOptions>(
    'planRotation',
    { periods: 0, continuityShare: -1, roleShares: {}, stayPeriods: 1 },
    {
      ...options,
      periods: options?.periods ?? 0,
      continuityShare: options?.continuityShare ?? -1,
      roleShares: options?.roleShares ?? {},
    },
    {
      periods: integerIn(1, 10_000),
      continuityShare: numberIn(0, 1),
      roleShares: (value) => {
        const shares = Object.values((value ?? {}) as Record<string, number>);
        return shares.every(amount.holds) && shares.some((share) => share > 0)
          ? null
          : 'a share from 0 for each role, not all 0';
      },
      stayPeriods: integerIn(1),
    },
  );
}
