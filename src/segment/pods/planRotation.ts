import { InputError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { integerIn, numberIn, resolveOptions } from '../../core/options.js';
import { eachRecord, isId } from '../../core/records.js';
import { amount } from '../checkColumn.js';

/** A pod as it starts. */
export interface RotationPod {
  /** Unique, non-empty. */
  readonly id: string;
  /** Everybody, with their roles; nobody is in two pods. */
  readonly members: readonly { readonly id: string; readonly role: string }[];
  /** People move only between pods of one group (a vertical, a language). Default one group for all. */
  readonly group?: string;
}

/** Options of {@link planRotation}. */
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

/** Somebody who changes pods at the start of a period. */
export interface RotationMove {
  /** 1 is the first period after the start. */
  readonly period: number;
  readonly personId: string;
  readonly role: string;
  readonly from: string;
  readonly to: string;
}

/** Who is where, period by period. */
export interface RotationPlan {
  /** `infeasible` where some seat can never rotate; everything else is planned all the same. */
  readonly status: 'feasible' | 'infeasible';
  readonly reasons: readonly string[];
  readonly moves: readonly RotationMove[];
  /** Entry `[t]` is by pod who is in it in period t, 0 being the start. */
  readonly teams: readonly Readonly<Record<string, readonly string[]>>[];
  /** Entry `[t - 1]` is the least share of a pod's relationship that stays from period t - 1 to t; an account has that of its pod. */
  readonly continuity: readonly number[];
}

/**
 * Plans who rotates between pods and when, so that every account keeps at least a stated share of its team each time.
 *
 * @param pods - the pods as they start
 * @param options - periods, continuity, what each role carries
 * @returns moves, teams and the continuity that is kept
 * @throws {@link OptionsError} where an option is missing or out of range
 * @throws {@link InputError} naming ids that repeat, people in two pods and roles without a share
 * @remarks A seat is the n-th member of a role; its holders move in a ring through the pods of their group that have it, all
 * at once. Each period the seats that waited longest rotate, of equals those with the smaller part, as long as no pod loses
 * more than 1 - continuityShare. A pod's parts are relative to the roles it has. A seat that alone is more than that can never
 * rotate and is named; a ring of one pod stays where it is. O(periods x people + seats²).
 * @example
 * ```ts
 * import { planRotation } from 'bailiwick/segment';
 *
 * const team = (id: string, ae: string, se: string) => ({
 *   ...{ id, members: [{ id: ae, role: 'AE' }, { id: se, role: 'SE' }] },
 * });
 * const { moves, continuity, reasons } = planRotation([team('p', 'Ann', 'Bo'), team('q', 'Cy', 'Di')], {
 *   ...{ periods: 1, continuityShare: 0.6, roleShares: { AE: 0.7, SE: 0.3 } },
 * });
 * moves.map(({ personId, to }) => `${personId} to ${to}`); // => ['Bo to q', 'Di to p']
 * continuity; // => [0.7]
 * reasons; // => ['AE 1 cannot rotate: it is 0.7 of a team, and 0.4 may change']
 * ```
 */
export function planRotation(
  pods: readonly RotationPod[],
  options: Pick<RotationOptions, 'periods' | 'continuityShare' | 'roleShares'> & Partial<RotationOptions>,
): RotationPlan {
  const { periods, continuityShare, roleShares, stayPeriods } = resolveRotationOptions(options);
  checkPods(pods, roleShares);
  const seats = findSeats(pods, roleShares);
  // Rounding of the shares must not forbid what is exactly allowed.
  const mayChange = 1 - continuityShare + 1e-9;
  const turning = seats.filter(({ rings }) => rings.length > 0);
  const reasons = turning
    .filter(({ part }) => part > mayChange)
    .map(
      ({ role, index, part }) =>
        `${role} ${index + 1} cannot rotate: it is ${show(part)} of a team, and ${show(1 - continuityShare)} may change`,
    );
  const able = turning.filter(({ part }) => part <= mayChange);

  const teams = [pods.map(({ members }) => members.map(({ id }) => id))];
  const moves: RotationMove[] = [];
  const continuity: number[] = [];
  for (let period = 1; period <= periods; period++) {
    const team = teams[period - 1].map((members) => [...members]);
    const changed = new Float64Array(pods.length);
    able.sort((a, b) => a.last - b.last || a.part - b.part || a.order - b.order);
    for (const seat of able) {
      const ringed = seat.rings.flat();
      const isSoon = period - seat.last < stayPeriods;
      if (isSoon || ringed.some(({ pod, part }) => changed[pod] + part > mayChange)) continue;
      for (const { pod, part } of ringed) changed[pod] += part;
      for (const ring of seat.rings)
        moves.push(...turn(ring, pods, teams[period - 1], team, period, seat.role));
      seat.last = period;
    }
    teams.push(team);
    continuity.push(1 - changed.reduce((most, share) => Math.max(most, share), 0));
  }
  return {
    status: reasons.length === 0 ? 'feasible' : 'infeasible',
    reasons,
    moves,
    teams: teams.map((team) => Object.fromEntries(pods.map(({ id }, p) => [id, team[p]]))),
    continuity,
  };
}

interface SeatPlace {
  readonly pod: number;
  /** Position among the pod's members. */
  readonly member: number;
  /** Share of the pod's relationship. */
  readonly part: number;
}

interface Seat {
  readonly role: string;
  readonly index: number;
  /** By group of pods: the places that holders move through, in the order of the pods; rings of one are left out. */
  readonly rings: readonly (readonly SeatPlace[])[];
  /** The largest part that it is of any pod. */
  readonly part: number;
  readonly order: number;
  /** Period in which it rotated last, 0 for the start. */
  last: number;
}

function findSeats(pods: readonly RotationPod[], roleShares: Readonly<Record<string, number>>): Seat[] {
  const places = new Map<string, { role: string; index: number; byGroup: Map<string, SeatPlace[]> }>();
  pods.forEach(({ members, group = '' }, pod) => {
    const heads = new Map<string, number>();
    for (const { role } of members) heads.set(role, (heads.get(role) ?? 0) + 1);
    const whole = [...heads.keys()].reduce((sum, role) => sum + roleShares[role], 0);
    const seen = new Map<string, number>();
    members.forEach(({ role }, member) => {
      const index = seen.get(role) ?? 0;
      seen.set(role, index + 1);
      const part = whole > 0 ? roleShares[role] / whole / (heads.get(role) as number) : 0;
      const key = `${index} ${role}`;
      const seat = places.get(key) ?? { role, index, byGroup: new Map<string, SeatPlace[]>() };
      places.set(key, seat);
      const ring = seat.byGroup.get(group);
      if (ring === undefined) seat.byGroup.set(group, [{ pod, member, part }]);
      else ring.push({ pod, member, part });
    });
  });
  return Array.from(places.values(), ({ role, index, byGroup }, order): Seat => {
    const rings = [...byGroup.values()].filter((ring) => ring.length > 1);
    const part = rings.flat().reduce((most, place) => Math.max(most, place.part), 0);
    return { role, index, rings, part, order, last: 0 };
  });
}

/** Moves every holder of a ring to the next place. */
function turn(
  ring: readonly SeatPlace[],
  pods: readonly RotationPod[],
  before: readonly (readonly string[])[],
  team: string[][],
  period: number,
  role: string,
): RotationMove[] {
  return ring.map(({ pod, member }, r) => {
    const next = ring[(r + 1) % ring.length];
    const personId = before[pod][member];
    team[next.pod][next.member] = personId;
    return { period, personId, role, from: pods[pod].id, to: pods[next.pod].id };
  });
}

const show = (share: number) => Math.round(share * 1000) / 1000;

function checkPods(pods: readonly RotationPod[], roleShares: Readonly<Record<string, number>>): void {
  const issues: Issue[] = [];
  const ids = new Set<string>();
  const podOf = new Map<string, string>();
  const expected = `one of ${Object.keys(roleShares).join(', ')}`;
  eachRecord(pods, 'pods', issues, ({ id, members, group }, row) => {
    if (!isId(id) || ids.has(id))
      issues.push(badValue(row, 'id', 'duplicate-id', 'a text that no other pod has', id));
    ids.add(id);
    if (group !== undefined && typeof group !== 'string')
      issues.push(badValue(row, 'group', 'wrong-type', 'a text', group));
    const bad: Issue[] = [];
    eachRecord(members, 'members', bad, ({ id: person, role }) => {
      if (!isId(person) || podOf.has(person))
        issues.push(badValue(row, 'members', 'duplicate-id', 'people who are in no other place', person));
      podOf.set(person, id);
      if (!Object.hasOwn(roleShares, role))
        issues.push(badValue(row, 'members.role', 'unknown-role', expected, role));
    });
    for (const issue of bad)
      issues.push({ ...issue, row, field: issue.row === null ? 'members' : `members.${issue.row}` });
  });
  if (issues.length > 0) throw new InputError('planRotation', issues);
}

function resolveRotationOptions(
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
