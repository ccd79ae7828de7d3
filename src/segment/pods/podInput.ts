import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { integerIn, resolveOptions } from '../../core/options.js';
import { eachRecord, isId, isRecord } from '../../core/records.js';
import { amount, lengthOf } from '../checkColumn.js';

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

/** Options of `formPods`. */
export interface PodOptions {
  /** Territories of a pod at the most, 1 or more; must be given: the lead role's part of the coverage ratio. */
  readonly territoriesPerPod: number;
  /** Heads of a pod by role: the other parts of the ratio. Default `{}`: chosen, pods of territories only. */
  readonly headsPerPod: Readonly<Record<string, number>>;
  /** Distance between two territories by their rows, symmetric, 0 or more; must be given (`greatCircleKm` of their centres). */
  readonly distanceKm: (a: number, b: number) => number;
  /** Distance of a person from a territory by their rows. Default `null`: chosen, where people live plays no part. */
  readonly personKm: ((person: number, territory: number) => number) | null;
}

/** More territories than this do not fit into a table of distances. */
const MOST_TERRITORIES = 4000;

/** Names ids that repeat, skills that are none, roles that are missing, and too many territories. */
export function checkPodInput(territories: readonly PodTerritory[], people: readonly PodPerson[]): void {
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
        addIssue(issues, badValue(row, `${what}.id`, 'duplicate-id', 'a text that no other has', id));
      known.add(id);
      if (!Array.isArray(own) || !own.every(isId))
        addIssue(issues, badValue(row, `${what}.${String(skills)}`, 'wrong-type', 'a list of texts', own));
    });
  };
  checkRecords('territories', territories, 'needs');
  checkRecords('people', people, 'skills');
  for (let row = 0; row < lengthOf(people); row++) {
    const role = people[row]?.role;
    if (people[row] && !isId(role))
      addIssue(issues, badValue(row, 'people.role', 'wrong-type', 'a text that is not empty', role));
  }
  const count = lengthOf(territories);
  if (count > MOST_TERRITORIES)
    issues.push(badValue(null, 'territories', 'too-many', `${MOST_TERRITORIES} at the most`, count));
  if (issues.length > 0) throw new InputError('formPods', issues);
}

/** Entry `[i * n + j]` is the distance of territories i and j; names every bad distance, those of people too. */
export function readDistances(
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
        addIssue(
          issues,
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
        addIssue(issues, badValue(person, 'personKm', 'out-of-range', 'a finite number from 0', km));
    }
  });
  if (issues.length > 0) throw new InputError('formPods', issues);
  return far;
}

/** All options. */
export function resolvePodOptions(
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
