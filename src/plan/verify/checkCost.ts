import type { BalanceInput } from '../../balance/prepare/balanceInput.js';
import type { BalanceCost } from '../../balance/result.js';
import { compensatedSum } from '../../core/compensatedSum.js';
import type { Plan } from '../plan.js';
import { isClose, type PlanCheck, toCheck } from './planCheck.js';
import type { RecordView } from './readRecords.js';
import { readSlack, readTravel } from './readTravel.js';

/** The cost, computed anew. */
export interface CostView {
  readonly checks: readonly PlanCheck[];
  readonly cost: BalanceCost;
  /** The lower bound that the plan's prices prove; `null` where it claims none or a centre is free. */
  readonly provenBound: number | null;
}

/** Looks at the cost, and at the bound by what the plan's own prices prove. */
export function checkCost(
  input: BalanceInput,
  plan: Plan,
  records: RecordView,
  assignment: Int32Array,
  budget: number,
  tolerance: number,
): CostView {
  const trips = input.accounts.map((account) => input.trips?.(account) ?? 1);
  const wayOf = readTravel(input, plan, records);
  const travelOf = (i: number, j: number) => (trips[i] === 0 ? 0 : trips[i] * wayOf(i, j));
  const disruptionOf = readDisruption(input);
  const sum = (costOf: (i: number, j: number) => number) =>
    compensatedSum(Array.from(assignment, (j, i) => (j < 0 ? 0 : costOf(i, j))));
  const travel = sum(travelOf);
  const disruption = sum(disruptionOf);
  const cost = { travel, disruption, total: travel + disruption };
  const slackOf = readSlack(input);
  const slack = sum((i, j) => trips[i] * slackOf(wayOf(i, j)));
  const compare = (term: keyof BalanceCost) =>
    isClose(plan.cost[term], cost[term], tolerance, slack)
      ? []
      : [`${term} cost: ${cost[term]}, not ${plan.cost[term]}`];
  const isFree = hasCentres(input) && input.territories.some(({ seat }) => seat === undefined);
  const proven =
    plan.bound === null || isFree
      ? null
      : proveBound(input, plan, records, budget, (i, j) => travelOf(i, j) + disruptionOf(i, j));
  return {
    cost,
    provenBound: proven?.value ?? null,
    checks: [
      toCheck('travel', `travel costs ${travel}`, compare('travel')),
      toCheck('disruption', `disruption costs ${disruption}`, compare('disruption')),
      toCheck('total', `the cost is ${cost.total}`, compare('total')),
      checkBound(plan, proven, tolerance, slack),
    ],
  };
}

/** A bound, and the size of the terms it is the sum of: its rounding is in proportion to that. */
interface ProvenBound {
  readonly value: number;
  readonly scale: number;
}

/** Whether territories have centres of their own choice where they have no seat. */
function hasCentres({ travel }: BalanceInput): boolean {
  return travel === undefined || travel.kind === 'greatCircle' || travel.kind === 'betweenAccounts';
}

/** Cost of taking an account from its incumbent. */
function readDisruption(input: BalanceInput) {
  return (i: number, j: number) => (input.disruptionWeight ?? 0) * readMoved(input, i, j);
}

/** What of account i changes hands in territory j. */
function readMoved({ accounts, territories, disruptionValue }: BalanceInput, i: number, j: number): number {
  const { incumbentId } = accounts[i];
  if (incumbentId === undefined || incumbentId === territories[j].id) return 0;
  return disruptionValue?.(accounts[i]) ?? 1;
}

/**
 * Computes the bound that prices of limits prove, by Lagrangian duality: with price p of measure m in territory j,
 * every family pays at least its least `cost + sum of load * p` over the territories it may be in and that could hold
 * it whole; off that goes what the prices of upper limits (p > 0) and lower limits (p < 0) are worth at the limits.
 * A price q of moved value adds `q * moved value` to what a family pays and takes `q * budget` off.
 * True for any prices at all.
 */
function proveBound(
  input: BalanceInput,
  plan: Plan,
  records: RecordView,
  budget: number,
  costOf: (i: number, j: number) => number,
): ProvenBound {
  const { accounts, territories, measures } = input;
  const prices = measures.map(({ id }) => territories.map((_, j) => plan.territories[j]?.prices[id] ?? 0));
  const members: number[][] = accounts.map(() => []);
  records.families.forEach((first, i) => {
    members[first].push(i);
  });
  const movePrice = budget < Number.POSITIVE_INFINITY ? plan.moved.price : 0;
  const terms: number[] = movePrice > 0 ? [-movePrice * budget] : [];
  const doesFit = (family: readonly number[], j: number) =>
    measures.every(({ id }, m) => {
      const load = compensatedSum(family.map((i) => accounts[i].measures[id]));
      return load <= records.ranges[m][j].upper * (1 + 1e-9);
    });
  for (const family of members.filter((list) => list.length > 0)) {
    let least = Number.POSITIVE_INFINITY;
    let leastFitting = Number.POSITIVE_INFINITY;
    for (let j = 0; j < territories.length; j++) {
      const isOpen = (i: number) =>
        records.isAllowed(i, j) &&
        (records.lockOf.get(accounts[i].id) ?? territories[j].id) === territories[j].id;
      if (!family.every(isOpen)) continue;
      let value = 0;
      for (const i of family) {
        value += costOf(i, j);
        if (movePrice !== 0) value += movePrice * readMoved(input, i, j);
        for (let m = 0; m < measures.length; m++)
          value += accounts[i].measures[measures[m].id] * prices[m][j];
      }
      least = Math.min(least, value);
      if (value < leastFitting && doesFit(family, j)) leastFitting = value;
    }
    if (leastFitting < Number.POSITIVE_INFINITY) terms.push(leastFitting);
    else if (least < Number.POSITIVE_INFINITY) terms.push(least);
  }
  measures.forEach(({ id }, m) => {
    const total = compensatedSum(accounts.map((account) => account.measures[id]));
    records.ranges[m].forEach(({ lower, upper }, j) => {
      const price = prices[m][j];
      terms.push(-price * (price > 0 ? Math.min(upper, total) : lower));
    });
  });
  return { value: compensatedSum(terms), scale: compensatedSum(terms.map(Math.abs)) };
}

function checkBound(
  { bound, relaxation, proof }: Plan,
  proven: ProvenBound | null,
  tolerance: number,
  slack: number,
): PlanCheck {
  const faults: string[] = [];
  if ((bound === null) !== (relaxation === null) || (bound === null) !== (proof === null))
    faults.push('a bound, what it relaxes and what proves it are not all given');
  const isProven = (value: number, scale: number) => Math.max(0, value) >= bound! - tolerance * scale - slack;
  if (proof === 'prices' && proven !== null && !isProven(proven.value, proven.scale)) {
    faults.push(`the prices prove ${proven.value}, not ${bound}`);
  }
  return toCheck('bound', describeBound(bound, proof, proven), faults);
}

/** What is claimed, and how much of a claim by search the prices prove. */
function describeBound(bound: number | null, proof: Plan['proof'], proven: ProvenBound | null): string {
  if (bound === null) return 'no bound is claimed';
  const claim = `nothing can cost less than ${bound}`;
  if (proof !== 'search') return claim;
  const least = proven === null ? 'no part of it' : Math.max(0, proven.value);
  return `${claim} by a search that is not repeated here; prices prove ${least}`;
}
