import { columnOf } from '../columnOf.js';

/** Somebody who can be given a seat. */
export interface Seatable {
  readonly role: string;
  readonly skills?: readonly string[];
}

/**
 * Gives people seats in pods: as many needs covered as can be found, then as near as can be.
 *
 * Idea: (1) again and again the person and the pod with a seat of that role where the person covers the most needs that
 * nobody there covers yet, of equals the nearest, of equals the first; people who are alike are looked at as one, and again
 * only when their best pod has changed; (2) exchange two people of one role, or a seated and a spare one, while that covers
 * more, or as much at less distance. O(people²) a round, and O(pods) whenever somebody's best pod has changed. A local optimum.
 *
 * @param people - who there is
 * @param needs - entry `[p]` is what pod p needs
 * @param headsPerPod - seats of every pod by role
 * @param kmOf - distance of a person from a pod
 * @returns entry `[i]` is the pod of person i, -1 for none
 */
export function fillSeats(
  people: readonly Seatable[],
  needs: readonly (readonly string[])[],
  headsPerPod: Readonly<Record<string, number>>,
  kmOf: (person: number, pod: number) => number,
): Int32Array {
  const podOf = new Int32Array(people.length).fill(-1);
  const far = people.map((_, i) => columnOf(needs.length, (p) => kmOf(i, p)));
  const { needsOf, kindOf, hasOf } = readSkills(people, needs);
  // Entry [p][d] is how many members of pod p cover its need d.
  const cover = needs.map((own) => new Int32Array(own.length));
  const open = needs.map(() => new Map(Object.entries(headsPerPod)));
  const place = (i: number, p: number, sign: 1 | -1) => {
    if (p < 0) return;
    const has = hasOf[kindOf[i]];
    for (let d = 0; d < needsOf[p].length; d++) cover[p][d] += sign * has[needsOf[p][d]];
    const { role } = people[i];
    open[p].set(role, (open[p].get(role) ?? 0) - sign);
    podOf[i] = sign > 0 ? p : -1;
  };

  /** Finds the best pod of people who are alike; -1 where none has a seat for them. */
  const choose = (group: Group): void => {
    const i = group.people[group.seated];
    const has = hasOf[kindOf[i]];
    group.pod = -1;
    for (let p = 0; p < needs.length; p++) {
      if ((open[p].get(people[i].role) ?? 0) <= 0) continue;
      let gain = 0;
      for (let d = 0; d < needsOf[p].length; d++) if (cover[p][d] === 0) gain += has[needsOf[p][d]];
      const isBetter = gain > group.gain || (gain === group.gain && far[i][p] < far[i][group.pod]);
      if (group.pod >= 0 && !isBetter) continue;
      group.pod = p;
      group.gain = gain;
    }
  };
  let waiting = groupAlike(kindOf, far);
  for (const group of waiting) choose(group);
  for (;;) {
    waiting = waiting.filter(({ pod, seated, people: own }) => pod >= 0 && seated < own.length);
    if (waiting.length === 0) break;
    const {
      pod,
      people: own,
      seated,
    } = waiting.reduce((best, group) => {
      const [i, j] = [best.people[best.seated], group.people[group.seated]];
      const nearer = far[j][group.pod] - far[i][best.pod] || j - i;
      return group.gain > best.gain || (group.gain === best.gain && nearer < 0) ? group : best;
    });
    place(own[seated], pod, 1);
    // A pod that was not the best does not get better by losing a seat and a need.
    for (const group of waiting) {
      if (group.people === own) group.seated++;
      if (group.pod === pod && group.seated < group.people.length) choose(group);
    }
  }

  /** Needs of a pod that are covered more or less when one person leaves and another comes. */
  const coverChange = (p: number, leaving: number, coming: number): number => {
    if (p < 0 || kindOf[leaving] === kindOf[coming]) return 0;
    let change = 0;
    for (let d = 0; d < needsOf[p].length; d++) {
      const [before, need] = [cover[p][d], needsOf[p][d]];
      const after = before - hasOf[kindOf[leaving]][need] + hasOf[kindOf[coming]][need];
      change += Number(after > 0) - Number(before > 0);
    }
    return change;
  };
  /** Exchanges the seats of two people where that is better; says whether it was. */
  const exchange = (i: number, j: number): boolean => {
    const [a, b] = [podOf[i], podOf[j]];
    const change = coverChange(a, i, j) + coverChange(b, j, i);
    const before = (a < 0 ? 0 : far[i][a]) + (b < 0 ? 0 : far[j][b]);
    const after = (b < 0 ? 0 : far[i][b]) + (a < 0 ? 0 : far[j][a]);
    if (change < 0 || (change === 0 && !(after < before - 1e-9 * (1 + before)))) return false;
    place(i, a, -1);
    place(j, b, -1);
    place(i, b, 1);
    place(j, a, 1);
    return true;
  };
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (let i = 0; i < people.length; i++) {
      for (let j = i + 1; j < people.length; j++) {
        const isPair = podOf[i] !== podOf[j] && people[i].role === people[j].role;
        if (isPair && exchange(i, j)) isChanged = true;
      }
    }
  }
  return podOf;
}

/** People of one role, with the same skills and distances. */
interface Group {
  /** Rising; the first `seated` have their seats. */
  readonly people: number[];
  seated: number;
  /** The best pod for the next of them, and the needs that it would cover there. */
  pod: number;
  gain: number;
}

/** People by what they are like, in the order of the first; everybody alone where distances tell them apart. */
function groupAlike(kindOf: Int32Array, far: readonly Float64Array[]): Group[] {
  const isOnePlace = far.every((row) => row.every((km, p) => km === far[0][p]));
  const groups = new Map<number, Group>();
  kindOf.forEach((kind, i) => {
    const key = isOnePlace ? kind : i;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { people: [i], seated: 0, pod: -1, gain: 0 });
    else group.people.push(i);
  });
  return [...groups.values()];
}

/**
 * Skills by number: entry `[p]` of `needsOf` is the needs of pod p, entry `[i]` of `kindOf` the role and skills of person i as one
 * number, entry `[kind][need]` of `hasOf` is 1 for a need that is covered.
 */
function readSkills(people: readonly Seatable[], needs: readonly (readonly string[])[]) {
  const numbers = new Map([...new Set(needs.flat())].map((need, n) => [need, n]));
  const needsOf = needs.map((own) => Int32Array.from(own, (need) => numbers.get(need) as number));
  const kinds = new Map<string, number>();
  const hasOf: Uint8Array[] = [];
  const kindOf = Int32Array.from(people, ({ role, skills = [] }) => {
    const own = skills.flatMap((skill) => numbers.get(skill) ?? []);
    const key = JSON.stringify([role, [...new Set(own)].sort((a, b) => a - b)]);
    if (!kinds.has(key)) {
      const has = new Uint8Array(numbers.size);
      for (const need of own) has[need] = 1;
      kinds.set(key, hasOf.push(has) - 1);
    }
    return kinds.get(key) as number;
  });
  return { needsOf, kindOf, hasOf };
}
