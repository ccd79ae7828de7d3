import { findSeats, type SeatPlace } from './rotatingSeats.js';
import {
  checkPods,
  type RotationOptions,
  type RotationPod,
  resolveRotationOptions,
} from './rotationInput.js';

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
        for (const move of turn(ring, pods, teams[period - 1], team, period, seat.role)) moves.push(move);
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
