import type { BalanceInput } from '../../balance/prepare/balanceInput.js';
import { compensatedSum } from '../../core/compensatedSum.js';
import { createDisjointSets } from '../../core/disjointSets.js';
import type { LoadLimit, Territory } from '../../model/territory.js';
import type { PlanCheck } from './planCheck.js';
import { toCheck } from './planCheck.js';
import { readPairs } from './readPairs.js';
import { isQuantity } from './shapes.js';

/** Smallest, wanted and largest load of one measure in one territory. */
export interface LoadRange {
  readonly target: number;
  readonly lower: number;
  readonly upper: number;
}

/** What the records ask for, read without the engine. */
export interface RecordView {
  readonly check: PlanCheck;
  readonly accountIndex: ReadonlyMap<string, number>;
  readonly territoryIndex: ReadonlyMap<string, number>;
  /** Entry `[m][j]` is the range of measure m in territory j. */
  readonly ranges: readonly (readonly LoadRange[])[];
  /** Entry `[i]` is the first account of the family of account i; `i` itself where families are not kept. */
  readonly families: Int32Array;
  /** Id of the territory that a lock asks for, by account id. */
  readonly lockOf: ReadonlyMap<string, string>;
  /** Whether account i may be in territory j: one rep has all its skills, sparse travel lists the pair, and `isEligible` agrees. */
  readonly isAllowed: (i: number, j: number) => boolean;
}

/** Reads targets, limits, families, locks and eligibility off the records, and names what cannot be read. */
export function readRecords(input: BalanceInput): RecordView {
  const { accounts, territories, measures } = input;
  const faults: string[] = [];
  const accountIndex = indexOf('account', accounts, faults);
  const territoryIndex = indexOf('territory', territories, faults);
  indexOf('measure', measures, faults);
  if (territories.length === 0) faults.push('there is no territory');
  for (const account of accounts) {
    const { id, measures: loads, incumbentId } = account;
    if (input.trips && !isQuantity(input.trips(account))) faults.push(`account ${id} has no good trips`);
    if (input.disruptionValue && !isQuantity(input.disruptionValue(account)))
      faults.push(`account ${id} has no good disruption value`);
    for (const measure of measures) {
      if (!isQuantity(loads[measure.id])) faults.push(`account ${id} has no good ${measure.id}`);
    }
    if (incumbentId !== undefined && !territoryIndex.has(incumbentId)) {
      faults.push(`account ${id} comes from the unknown territory ${incumbentId}`);
    }
  }
  for (const { id, share } of territories) {
    if (!isQuantity(share ?? 1)) faults.push(`territory ${id} has no good share`);
  }
  const lockOf = new Map<string, string>();
  for (const { accountId, territoryId } of input.locks ?? []) {
    if (!accountIndex.has(accountId)) faults.push(`a lock names the unknown account ${accountId}`);
    if (!territoryIndex.has(territoryId)) faults.push(`a lock names the unknown territory ${territoryId}`);
    if ((lockOf.get(accountId) ?? territoryId) !== territoryId) faults.push(`locks of ${accountId} disagree`);
    lockOf.set(accountId, territoryId);
  }
  return {
    accountIndex,
    territoryIndex,
    ranges: readRanges(input),
    families: readFamilies(input, accountIndex, faults),
    lockOf,
    isAllowed: readEligibility(input, faults),
    check: toCheck('records', 'the records can be read', faults),
  };
}

function indexOf(
  what: string,
  records: readonly { readonly id: string }[],
  faults: string[],
): Map<string, number> {
  const index = new Map<string, number>();
  records.forEach(({ id }, row) => {
    if (index.has(id)) faults.push(`${what} ${id} is given twice`);
    else index.set(id, row);
  });
  return index;
}

/** Target: the measure's total by share. Limits: the tolerance round it, narrowed by the territory's own. */
function readRanges({ accounts, territories, measures }: BalanceInput): LoadRange[][] {
  const shares = territories.map((territory: Territory) => territory.share ?? 1);
  const shareSum = compensatedSum(shares);
  return measures.map(({ id, tolerance }) => {
    // What is no load is a fault by now, and nothing is judged by these ranges.
    const loadOf = (load: unknown) => (isQuantity(load) ? load : 0);
    const total = compensatedSum(accounts.map((account) => loadOf(account.measures[id])));
    return territories.map((territory, j) => {
      const own: LoadLimit = territory.limits?.[id] ?? {};
      const target = (total * shares[j]) / shareSum;
      const isBalanced = tolerance < Number.POSITIVE_INFINITY;
      const upper = isBalanced ? target * (1 + tolerance) : Number.POSITIVE_INFINITY;
      return {
        target,
        lower: Math.max(0, isBalanced ? target * (1 - tolerance) : 0, own.min ?? 0),
        upper: Math.min(upper, own.max ?? Number.POSITIVE_INFINITY),
      };
    });
  });
}

function readFamilies(
  { accounts, keepFamilies }: BalanceInput,
  accountIndex: ReadonlyMap<string, number>,
  faults: string[],
): Int32Array {
  const families = Int32Array.from(accounts, (_, i) => i);
  if (!keepFamilies) return families;
  const sets = createDisjointSets(accounts.length);
  accounts.forEach(({ id, parentId }, i) => {
    const parent = parentId === undefined ? i : accountIndex.get(parentId);
    if (parent === undefined) faults.push(`account ${id} has the unknown parent ${parentId}`);
    else sets.union(i, parent);
  });
  const first = new Map<number, number>();
  return families.map((i) => {
    const root = sets.find(i);
    if (!first.has(root)) first.set(root, i);
    return first.get(root)!;
  });
}

function readEligibility(input: BalanceInput, faults: string[]): RecordView['isAllowed'] {
  const { accounts, territories, isEligible } = input;
  const skillsOf = new Map(input.reps?.map((rep) => [rep.id, new Set(rep.skills)]));
  const teams = territories.map(({ id, repIds }) =>
    repIds.flatMap((repId) => {
      const skills = skillsOf.get(repId);
      if (skills === undefined && input.reps !== undefined)
        faults.push(`territory ${id} has the unknown rep ${repId}`);
      return skills ?? [];
    }),
  );
  if (input.reps === undefined && accounts.some((account) => (account.requiredSkills ?? []).length > 0)) {
    faults.push('accounts require skills, but no reps are given');
  }
  const listed = input.travel?.kind === 'sparse' ? readPairs(input.travel) : null;
  return (i, j) => {
    if (listed !== null && listed(accounts[i].id, territories[j].id) === undefined) return false;
    const required = accounts[i].requiredSkills ?? [];
    const isSkilled =
      required.length === 0 || teams[j].some((skills) => required.every((one) => skills.has(one)));
    return isSkilled && (isEligible?.(accounts[i], territories[j]) ?? true);
  };
}
