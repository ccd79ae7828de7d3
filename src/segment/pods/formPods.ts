import { fillSeats } from './fillSeats.js';
import { groupNearby } from './groupNearby.js';
import {
  checkPodInput,
  type PodOptions,
  type PodPerson,
  type PodTerritory,
  readDistances,
  resolvePodOptions,
} from './podInput.js';

/** A person in a pod. */
export interface PodMember {
  readonly id: string;
  readonly role: string;
  /** Needs of the pod that the person covers. */
  readonly covers: readonly string[];
}

/** A group of territories and who they share. */
export interface Pod {
  /** `pod 1` and so on, in the order of the territories in the middle. */
  readonly id: string;
  /** In the order in which they were given. */
  readonly territoryIds: readonly string[];
  /** The territory in the middle. */
  readonly centreId: string;
  /** Mean distance of the territories to the one in the middle. */
  readonly meanKm: number;
  readonly members: readonly PodMember[];
  /** Needs that nobody in the pod covers. */
  readonly uncovered: readonly string[];
  /** Roles and how many heads of each are lacking. */
  readonly open: Readonly<Record<string, number>>;
}

/** Pods, and what stands in their way. */
export interface PodPlan {
  /** `infeasible` where a need is not covered or a head is lacking: the pods are then the nearest that was found. */
  readonly status: 'feasible' | 'infeasible';
  readonly reasons: readonly string[];
  readonly pods: readonly Pod[];
  /** Ids of people who are in no pod. */
  readonly spare: readonly string[];
}

/**
 * Forms pods: territories that lie together, and people who cover what these need.
 *
 * @param territories - what is to be covered
 * @param people - whom the pods can share
 * @param options - sizes and distances
 * @returns pods of nearly equal size, their members, and what is lacking by name
 * @throws {@link OptionsError} where an option is missing or out of range
 * @throws {@link InputError} naming ids that repeat, distances that are not 0 or more or not symmetric, and too many territories
 * @remarks There are ceil(territories / territoriesPerPod) pods; their sizes differ by one at the most. First proximity:
 * least distance to the middle territory (`groupNearby`); then people: most needs covered, of equals the nearest
 * (`fillSeats`). Both are local searches without chance: deterministic, not proven best. O(territories² + people²) a round,
 * and O(pods) for everybody whose best pod was taken.
 * @example
 * ```ts
 * import { formPods } from 'bailiwick/segment';
 *
 * const km = [0, 1, 50, 51];
 * const { status, pods } = formPods(
 *   [{ id: 'a', needs: ['spanish'] }, { id: 'b' }, { id: 'c' }, { id: 'd' }],
 *   [{ id: 'Kim', role: 'SE' }, { id: 'Lee', role: 'SE', skills: ['spanish'] }],
 *   { territoriesPerPod: 2, headsPerPod: { SE: 1 }, distanceKm: (i, j) => Math.abs(km[i] - km[j]) },
 * );
 * status; // => 'feasible'
 * pods.map(({ territoryIds, members }) => [...territoryIds, members[0].id]); // => [['a', 'b', 'Lee'], ['c', 'd', 'Kim']]
 * ```
 */
export function formPods(
  territories: readonly PodTerritory[],
  people: readonly PodPerson[],
  options: Pick<PodOptions, 'territoriesPerPod' | 'distanceKm'> & Partial<PodOptions>,
): PodPlan {
  const settings = resolvePodOptions(options);
  const { territoriesPerPod, headsPerPod, personKm } = settings;
  checkPodInput(territories, people);
  const n = territories.length;
  const far = readDistances(territories, people, settings);
  const k = Math.ceil(n / territoriesPerPod);
  const { groupOf, medoids } =
    n === 0 ? { groupOf: new Int32Array(0), medoids: new Int32Array(0) } : groupNearby(n, k, far);
  const order = Array.from(medoids.keys()).sort((a, b) => medoids[a] - medoids[b]);
  const rows = order.map((g) => Array.from(groupOf.keys()).filter((i) => groupOf[i] === g));
  const needs = rows.map((own) => [...new Set(own.flatMap((i) => territories[i].needs ?? []))].sort());
  const kmOf = (person: number, pod: number) =>
    personKm === null ? 0 : Math.min(...rows[pod].map((territory) => personKm(person, territory)));
  const podOf = fillSeats(people, needs, headsPerPod, kmOf);

  const pods = rows.map((own, p): Pod => {
    const members = people
      .filter((_, i) => podOf[i] === p)
      .map(({ id, role, skills = [] }) => ({
        id,
        role,
        covers: needs[p].filter((need) => skills.includes(need)),
      }));
    const open = Object.entries(headsPerPod).flatMap(([role, heads]) => {
      const lacking = heads - members.filter((member) => member.role === role).length;
      return lacking > 0 ? [[role, lacking]] : [];
    });
    const centre = medoids[order[p]];
    return {
      id: `pod ${p + 1}`,
      territoryIds: own.map((i) => territories[i].id),
      centreId: territories[centre].id,
      meanKm: own.reduce((sum, i) => sum + far[i * n + centre], 0) / own.length,
      members,
      uncovered: needs[p].filter((need) => !members.some(({ covers }) => covers.includes(need))),
      open: Object.fromEntries(open),
    };
  });
  const reasons = pods.flatMap(({ id, uncovered, open }) => [
    ...(uncovered.length > 0 ? [`${id}: nobody covers ${uncovered.join(', ')}`] : []),
    ...Object.entries(open).map(([role, heads]) => `${id}: ${heads} ${role} lacking`),
  ]);
  return {
    status: reasons.length === 0 ? 'feasible' : 'infeasible',
    reasons,
    pods,
    spare: people.filter((_, i) => podOf[i] < 0).map(({ id }) => id),
  };
}
