import type { BalanceInput } from '../../balance/prepare/balanceInput.js';
import { compensatedSum } from '../../core/compensatedSum.js';
import type { Place } from '../../model/place.js';
import type { Plan, PlanTerritory } from '../plan.js';
import { isClose, type PlanCheck, toCheck } from './planCheck.js';
import type { RecordView } from './readRecords.js';

/** The loads of the territories, added up anew. */
export interface LoadView {
  readonly checks: readonly PlanCheck[];
  /** How many loads are outside their limits. */
  readonly violationCount: number;
  /** By measure id: the largest `abs(load - target) / target` of a territory with a target. */
  readonly imbalance: Readonly<Record<string, number>>;
}

/** Looks at measures, territories, targets and loads, and at what the plan says about them. */
export function checkLoads(
  input: BalanceInput,
  plan: Plan,
  records: RecordView,
  assignment: Int32Array,
  tolerance: number,
): LoadView {
  const mistargeted: string[] = [];
  const misloaded: string[] = [];
  const beyond: string[] = [];
  const misreported: string[] = [];
  const imbalance = new Map<string, number>();
  const listed = new Map(
    plan.violations.map((one) => [JSON.stringify([one.measureId, one.territoryId]), one]),
  );
  const perTerritory = groupAccounts(assignment, input.territories.length);
  const planned = new Map(plan.territories.map((territory) => [territory.id, territory]));
  input.territories.forEach(({ id }, j) => {
    const count = planned.get(id)?.accounts;
    if (count !== perTerritory[j].length)
      misloaded.push(`${id}: ${perTerritory[j].length} accounts, not ${count}`);
  });
  input.measures.forEach((measure, m) => {
    let worst = 0;
    input.territories.forEach(({ id }, j) => {
      const { target, lower, upper } = records.ranges[m][j];
      const load = compensatedSum(perTerritory[j].map((i) => input.accounts[i].measures[measure.id]));
      if (target > 0) worst = Math.max(worst, Math.abs(load - target) / target);
      const what = `${measure.id} of ${id}`;
      const says = readLoad(planned.get(id), measure.id);
      const isSame = (a: number, b: number) => isClose(a, b, tolerance);
      if (!isSame(says.load, load)) misloaded.push(`${what}: ${load}, not ${says.load}`);
      if (!isSame(says.target, target)) mistargeted.push(`target ${what}: ${target}, not ${says.target}`);
      if (!isSame(says.lower, lower)) mistargeted.push(`lower limit ${what}: ${lower}, not ${says.lower}`);
      if (!isSame(says.upper, upper)) mistargeted.push(`upper limit ${what}: ${upper}, not ${says.upper}`);
      const isInside = isWithin(load, lower, upper, tolerance);
      if (!isInside) beyond.push(`${what}: ${load} is not within ${lower} and ${upper}`);
      const key = JSON.stringify([measure.id, id]);
      const listing = listed.get(key);
      listed.delete(key);
      if (isInside !== (listing === undefined))
        misreported.push(`${what} is ${isInside ? '' : 'not '}listed`);
      else if (listing && !isSame(listing.load, load))
        misreported.push(`${what}: ${load}, not ${listing.load}`);
    });
    imbalance.set(measure.id, worst);
  });
  for (const key of listed.keys()) misreported.push(`${key} is listed, but there is no such limit`);
  return {
    checks: [
      checkMeasures(input, plan),
      checkTerritories(input, plan, tolerance),
      toCheck('targets', 'targets and limits follow from totals, shares and tolerances', mistargeted),
      toCheck('loads', 'loads and counts add up', misloaded),
      toCheck('limits', 'every load is within its limits', beyond),
      toCheck('violations', 'the plan lists the loads outside their limits, and no others', misreported),
    ],
    violationCount: beyond.length,
    imbalance: Object.fromEntries(imbalance),
  };
}

/** A load that touches its limit is within it, rounding included. */
function isWithin(load: number, lower: number, upper: number, tolerance: number): boolean {
  return load >= lower * (1 - tolerance) && load <= upper * (1 + tolerance);
}

function groupAccounts(assignment: Int32Array, k: number): number[][] {
  const groups: number[][] = Array.from({ length: k }, () => []);
  assignment.forEach((j, i) => {
    if (j >= 0) groups[j].push(i);
  });
  return groups;
}

function readLoad(territory: PlanTerritory | undefined, measureId: string) {
  const read = (values: Readonly<Record<string, number | null>> | undefined) =>
    values && Object.hasOwn(values, measureId) ? values[measureId] : Number.NaN;
  return {
    load: read(territory?.loads) ?? Number.NaN,
    target: read(territory?.targets) ?? Number.NaN,
    lower: read(territory?.lowers) ?? Number.NaN,
    upper: read(territory?.uppers) ?? Number.POSITIVE_INFINITY,
  };
}

function checkMeasures(input: BalanceInput, plan: Plan): PlanCheck {
  const show = (measures: Plan['measures']) =>
    JSON.stringify(measures.map(({ id, tolerance }) => [id, tolerance]));
  const faults =
    show(input.measures) === show(plan.measures) ? [] : [`${show(plan.measures)} are other measures`];
  return toCheck('measures', 'measures and tolerances are those of the records', faults);
}

function checkTerritories(input: BalanceInput, plan: Plan, tolerance: number): PlanCheck {
  const faults: string[] = [];
  const isSamePlace = (a: Place | null, b: Place | null) =>
    a === b ||
    (a !== null && b !== null && isClose(a.lon, b.lon, tolerance) && isClose(a.lat, b.lat, tolerance));
  input.territories.forEach(({ id, repIds, seat }, j) => {
    const planned = plan.territories[j];
    if (planned?.id !== id) {
      faults.push(`territory ${j} is ${planned?.id}, not ${id}`);
      return;
    }
    if (JSON.stringify(planned.repIds) !== JSON.stringify(repIds)) faults.push(`${id} has other reps`);
    if (!isSamePlace(planned.seat, seat ?? null)) faults.push(`${id} has another seat`);
    if (seat && !['matrix', 'sparse', 'function'].includes(input.travel?.kind ?? '')) {
      if (!isSamePlace(planned.centre, seat)) faults.push(`the centre of ${id} is not its seat`);
    }
  });
  if (plan.territories.length > input.territories.length)
    faults.push('there are more territories than records');
  return toCheck('territories', 'territories, reps and seats are those of the records', faults);
}
