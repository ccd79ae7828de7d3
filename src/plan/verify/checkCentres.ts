import type { BalanceInput } from '../../balance/prepare/balanceInput.js';
import type { Plan } from '../plan.js';
import { type PlanCheck, toCheck } from './planCheck.js';
import type { RecordView } from './readRecords.js';
import { readCentreAccount, readPlaces, readSlack, readWay, toVector, type Vector } from './readTravel.js';

/** How far a stated centre may lie from where the rule says it is: a tenth of a metre, in earth radii. */
const PLACE_SLACK = 1.6e-8;

/**
 * Looks at the free centres where the rule says what they are: the mean of the accounts' places while costs are plain
 * distances, or one of the accounts, such that none of the others would do better.
 */
export function checkCentres(
  input: BalanceInput,
  plan: Plan,
  records: RecordView,
  assignment: Int32Array,
  tolerance: number,
): PlanCheck {
  const faults: string[] = [];
  const { accounts, territories, travel = { kind: 'greatCircle' } } = input;
  const trips = accounts.map((account) => input.trips?.(account) ?? 1);
  const places = readPlaces(input);
  const slackOf = readSlack(input);
  const isBetween = travel.kind === 'betweenAccounts';
  const rule = isBetween ? 'unit' : travel.kind === 'greatCircle' ? travel.centre : undefined;
  const isMean = rule === 'mean' && travel.kind === 'greatCircle' && travel.metric !== 'squaredDistance';
  const wayBetween = (i: number, h: number) => {
    if (travel.kind === 'betweenAccounts') return travel.costs[i][h];
    return travel.kind === 'greatCircle' ? readWay(travel, places[i]!, places[h]!) : Number.NaN;
  };
  territories.forEach(({ id, seat }, j) => {
    const stated = plan.territories[j];
    if (rule !== 'unit' || seat !== undefined) {
      if (stated?.centreAccountId) faults.push(`${id} has no account for a centre`);
    }
    const members = accounts
      .map((_, i) => i)
      .filter((i) => assignment[i] === j && (isBetween || places[i] !== null));
    if (seat !== undefined || members.length === 0) return;
    const centre = toVector(stated?.centre ?? null);
    if (isMean) {
      const mean = meanOf(members.map((i) => [trips[i], places[i]!]));
      if (mean !== null && !isNear(mean, centre)) faults.push(`the centre of ${id} is not at the mean`);
    }
    if (rule !== 'unit') return;
    const h = readCentreAccount(plan, records, j);
    if (!members.includes(h)) {
      faults.push(`the centre of ${id} is ${stated?.centreAccountId}, which it does not hold`);
      return;
    }
    if (!isBetween && !isNear(places[h]!, centre))
      faults.push(`the centre of ${id} is not where its account is`);
    const sumFrom = (from: number) =>
      members.reduce((sum, i) => sum + (trips[i] === 0 ? 0 : trips[i] * wayBetween(i, from)), 0);
    const own = sumFrom(h);
    const slack = members.reduce((sum, i) => sum + trips[i] * slackOf(wayBetween(i, h)), 0);
    const better = members.find((other) => sumFrom(other) < own * (1 - tolerance) - slack);
    if (better !== undefined) faults.push(`${accounts[better].id} is a better centre of ${id}`);
  });
  return toCheck('centres', 'every free centre is where its rule says', faults);
}

/** The mean direction of some places; `null` where they cancel out. */
function meanOf(places: readonly (readonly [number, Vector])[]): Vector | null {
  const sum = [0, 1, 2].map((d) => places.reduce((total, [weight, place]) => total + weight * place[d], 0));
  const length = Math.hypot(...sum);
  const weight = places.reduce((total, [own]) => total + own, 0);
  return length > 1e-6 * weight ? [sum[0] / length, sum[1] / length, sum[2] / length] : null;
}

function isNear(a: Vector, b: Vector | null): boolean {
  return b !== null && Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]) <= PLACE_SLACK;
}
