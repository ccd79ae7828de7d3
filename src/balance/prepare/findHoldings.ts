/** Who holds an account, must hold it, or holds it together with others; and how much may change hands. */
import { createDisjointSets } from '../../core/disjointSets.js';
import { showValue } from '../../core/issue.js';
import type { Account } from '../../model/account.js';
import type { Lock } from '../../model/lock.js';
import type { Findings } from '../findings.js';

/** A hard limit of what changes hands. */
export type DisruptionBudget =
  | {
      /** Part of the disruption value of all accounts that have an incumbent, 0 to 1. */
      readonly share: number;
    }
  | {
      /** Amount in the unit of `disruptionValue`, 0 or more. */
      readonly value: number;
    };

/** Entry `[i]` is the territory that holds account i before the change, -1 for none. */
export function findIncumbents(
  accounts: readonly Account[],
  territoryIndex: ReadonlyMap<string, number>,
  findings: Findings,
): Int32Array {
  return Int32Array.from(accounts, ({ incumbentId }, i) => {
    if (incumbentId === undefined) return -1;
    const j = territoryIndex.get(incumbentId);
    if (j === undefined) {
      findings.add(
        i,
        'accounts.incumbentId',
        'unknown-territory',
        'the id of a given territory',
        incumbentId,
      );
    }
    return j ?? -1;
  });
}

/** The budget as an amount; a share is of what has an incumbent. */
export function findBudget(
  budget: DisruptionBudget | undefined,
  incumbents: Int32Array,
  disruptionValue: Float64Array,
  findings: Findings,
): number {
  if (budget === undefined) return Number.POSITIVE_INFINITY;
  const { share, value } = budget as { readonly share?: number; readonly value?: number };
  if ((share === undefined) === (value === undefined)) {
    findings.add(null, 'disruptionBudget', 'ambiguous', 'either a share or a value', budget);
    return Number.POSITIVE_INFINITY;
  }
  if (value !== undefined) return findings.number(null, 'disruptionBudget.value', value, 0);
  if (!(typeof share === 'number' && share >= 0 && share <= 1)) {
    findings.add(null, 'disruptionBudget.share', 'out-of-range', 'a number from 0 to 1', share);
    return Number.NaN;
  }
  let total = 0;
  for (let i = 0; i < incumbents.length; i++) if (incumbents[i] >= 0) total += disruptionValue[i];
  return share * total;
}

/** Entry `[i]` is the territory that account i must be in, -1 where it is free. */
export function findLocks(
  given: readonly Lock[],
  accountIndex: ReadonlyMap<string, number>,
  territoryIndex: ReadonlyMap<string, number>,
  count: number,
  findings: Findings,
): Int32Array {
  const locks = new Int32Array(count).fill(-1);
  given.forEach(({ accountId, territoryId }, row) => {
    const i = accountIndex.get(accountId);
    const j = territoryIndex.get(territoryId);
    if (i === undefined)
      findings.add(row, 'locks.accountId', 'unknown-account', 'the id of a given account', accountId);
    if (j === undefined) {
      findings.add(row, 'locks.territoryId', 'unknown-territory', 'the id of a given territory', territoryId);
    }
    if (i === undefined || j === undefined) return;
    if (locks[i] >= 0 && locks[i] !== j) {
      const other = [...territoryIndex].find(([, at]) => at === locks[i])?.[0];
      findings.add(
        row,
        'locks.territoryId',
        'conflicting-lock',
        `${showValue(other)}, as an earlier lock says`,
        territoryId,
      );
    }
    locks[i] = j;
  });
  return locks;
}

/** Entry `[i]` is the first account of the family of account i; `i` itself where it is alone. */
export function findFamilies(
  accounts: readonly Account[],
  keepFamilies: boolean,
  accountIndex: ReadonlyMap<string, number>,
  findings: Findings,
): Int32Array {
  const families = Int32Array.from(accounts, (_, i) => i);
  if (!keepFamilies) return families;
  const sets = createDisjointSets(families.length);
  accounts.forEach((account, i) => {
    if (account.parentId === undefined) return;
    const parent = accountIndex.get(account.parentId);
    if (parent === undefined) {
      findings.add(i, 'accounts.parentId', 'unknown-account', 'the id of a given account', account.parentId);
    } else sets.union(i, parent);
  });
  const lowest = new Int32Array(families.length).fill(-1);
  for (let i = 0; i < families.length; i++) {
    const root = sets.find(i);
    if (lowest[root] < 0) lowest[root] = i;
    families[i] = lowest[root];
  }
  return families;
}
