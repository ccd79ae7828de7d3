import { InputError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { integerIn, resolveOptions } from '../../core/options.js';
import { eachRecord, isId, isRecord } from '../../core/records.js';
import { amount, lengthOf } from '../checkColumn.js';
import { fillSeats } from './fillSeats.js';
import { groupNearby } from './groupNearby.js';

/** A territory that is to be covered by a pod. */
export interface PodTerritory {
  /** Unique, non-empty. */
  readonly id: string;
  /** Skills that somebody in its pod must have. */
  readonly needs?: readonly string[];
}

/** Somebody who is to be shared by the territories of a pod. */
export interface PodPerson {
  /** Unique, non-empty. */
  readonly id: string;
  readonly role: string;
  readonly skills?: readonly string[];
}

/** Options of {@link formPods}. */
export interface PodOptions {
  /** Territories of a pod at the most, 1 or more; must be given: the lead role's part of the coverage ratio. */
  readonly territoriesPerPod: number;
  /** Heads of a pod by role: the other parts of the ratio. Default `{}`: pods of territories only. */
  readonly headsPerPod: Readonly<Record<string, number>>;
  /** Distance between two territories by their rows, symmetric, 0 or more; must be given (`greatCircleKm` of their centres). */
  readonly distanceKm: (a: number, b: number) => number;
  /** Distance of a person from a territory by their rows. Default `null`: where people live plays no part. */
  readonly personKm: ((person: number, territory: number) => number) | null;
}

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

/** More territories than this do not fit into a table of distances. */
const MOST_TERRITORIES = 4000;

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
 * (`fillSeats`). Both are local searches without chance: deterministic, not proven best. O(territories² + people² x pods).
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

function checkPodInput(territories: readonly PodTerritory[], people: readonly PodPerson[]): void {
  const issues: Issue[] = [];
  const checkRecords = <T extends { readonly id: string }>(
    what: string,
    list: readonly T[],
    skills: keyof T,
  ) => {
    const known = new Set<string>();
    eachRecord(list, what, issues, (record, row) => {
      const { id, [skills]: own = [] } = record;
      if (!isId(id) || known.has(id))
        issues.push(badValue(row, `${what}.id`, 'duplicate-id', 'a text that no other has', id));
      known.add(id);
      if (!Array.isArray(own) || !own.every(isId))
        issues.push(badValue(row, `${what}.${String(skills)}`, 'wrong-type', 'a list of texts', own));
    });
  };
  checkRecords('territories', territories, 'needs');
  checkRecords('people', people, 'skills');
  for (let row = 0; row < lengthOf(people); row++) {
    const role = people[row]?.role;
    if (people[row] && !isId(role))
      issues.push(badValue(row, 'people.role', 'wrong-type', 'a text that is not empty', role));
  }
  const count = lengthOf(territories);
  if (count > MOST_TERRITORIES)
    issues.push(badValue(null, 'territories', 'too-many', `${MOST_TERRITORIES} at the most`, count));
  if (issues.length > 0) throw new InputError('formPods', issues);
}

function readDistances(
  territories: readonly PodTerritory[],
  people: readonly PodPerson[],
  { distanceKm, personKm }: PodOptions,
): Float64Array {
  const issues: Issue[] = [];
  const n = territories.length;
  const far = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const [there, back] = [distanceKm(i, j), distanceKm(j, i)];
      if (!amount.holds(there) || !amount.holds(back) || Math.abs(there - back) > 1e-6 * (1 + there))
        issues.push(
          badValue(
            i,
            'distanceKm',
            'out-of-range',
            `a finite number from 0, the same both ways with row ${j}`,
            there,
          ),
        );
      far[i * n + j] = there;
      far[j * n + i] = there;
    }
  }
  people.forEach((_, person) => {
    for (let i = 0; personKm !== null && i < n; i++) {
      const km = personKm(person, i);
      if (!amount.holds(km))
        issues.push(badValue(person, 'personKm', 'out-of-range', 'a finite number from 0', km));
    }
  });
  if (issues.length > 0) throw new InputError('formPods', issues);
  return far;
}

function resolvePodOptions(
  options: Pick<PodOptions, 'territoriesPerPod' | 'distanceKm'> & Partial<PodOptions>,
): PodOptions {
  const isFunction = (value: unknown) => (typeof value === 'function' ? null : 'a function of two rows');
  return resolveOptions<PodOptions>(
    'formPods',
    { territoriesPerPod: 0, headsPerPod: {}, distanceKm: () => 0, personKm: null },
    {
      ...options,
      territoriesPerPod: options?.territoriesPerPod ?? 0,
      distanceKm: options?.distanceKm ?? (null as never),
    },
    {
      territoriesPerPod: integerIn(1),
      headsPerPod: (value) =>
        isRecord(value) &&
        Object.values(value).every((heads) => Number.isSafeInteger(heads) && (heads as number) >= 0)
          ? null
          : 'a whole number from 0 for each role',
      distanceKm: isFunction,
      personKm: (value) => (value === null ? null : isFunction(value)),
    },
  );
}
