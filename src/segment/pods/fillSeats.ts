/** Somebody who can be given a seat. */
export interface Seatable {
  readonly role: string;
  readonly skills?: readonly string[];
}

/**
 * Gives people seats in pods: as many needs covered as can be found, then as near as can be.
 *
 * Idea: (1) again and again the person and the pod with a seat of that role where the person covers the most needs that
 * nobody there covers yet, of equals the nearest, of equals the first; (2) exchange two people of one role, or a seated
 * and a spare one, while that covers more, or as much at less distance. O(people² x pods). A local optimum.
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
  const skills = people.map((person) => new Set(person.skills));
  const far = people.map((_, i) => needs.map((_, p) => kmOf(i, p)));
  // Entry [p][d] is how many members of pod p cover its need d.
  const cover = needs.map((own) => own.map(() => 0));
  const open = needs.map(() => new Map(Object.entries(headsPerPod)));
  const place = (i: number, p: number, sign: 1 | -1) => {
    needs[p].forEach((need, d) => {
      if (skills[i].has(need)) cover[p][d] += sign;
    });
    open[p].set(people[i].role, (open[p].get(people[i].role) ?? 0) - sign);
    podOf[i] = sign > 0 ? p : -1;
  };
  const newlyCovered = (i: number, p: number) =>
    needs[p].reduce((sum, need, d) => sum + (cover[p][d] === 0 && skills[i].has(need) ? 1 : 0), 0);

  const waiting = new Set(people.keys());
  for (;;) {
    let best: { i: number; p: number; gain: number } | null = null;
    for (const i of waiting) {
      for (let p = 0; p < needs.length; p++) {
        if ((open[p].get(people[i].role) ?? 0) <= 0) continue;
        const gain = newlyCovered(i, p);
        const isBetter =
          best === null || gain > best.gain || (gain === best.gain && far[i][p] < far[best.i][best.p]);
        if (isBetter) best = { i, p, gain };
      }
    }
    if (best === null) break;
    place(best.i, best.p, 1);
    waiting.delete(best.i);
  }

  /** Exchanges the seats of two people where that is better; says whether it was. */
  const exchange = (i: number, j: number): boolean => {
    const [a, b] = [podOf[i], podOf[j]];
    const pods = [...new Set([a, b])].filter((p) => p >= 0);
    const covered = () => pods.reduce((sum, p) => sum + cover[p].filter((count) => count > 0).length, 0);
    const km = () => [i, j].reduce((sum, each) => sum + (podOf[each] < 0 ? 0 : far[each][podOf[each]]), 0);
    const before = [covered(), km()];
    const swap = (x: number, y: number) => {
      if (podOf[i] >= 0) place(i, podOf[i], -1);
      if (podOf[j] >= 0) place(j, podOf[j], -1);
      if (x >= 0) place(i, x, 1);
      if (y >= 0) place(j, y, 1);
    };
    swap(b, a);
    const after = [covered(), km()];
    const isBetter =
      after[0] > before[0] || (after[0] === before[0] && after[1] < before[1] - 1e-9 * (1 + before[1]));
    if (!isBetter) swap(a, b);
    return isBetter;
  };
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (let i = 0; i < people.length; i++) {
      for (let j = i + 1; j < people.length; j++) {
        const isPair = people[i].role === people[j].role && podOf[i] !== podOf[j];
        if (isPair && exchange(i, j)) isChanged = true;
      }
    }
  }
  return podOf;
}
