/**
 * Groups of nearly equal size whose members lie close to the middle one of each.
 *
 * Problem: part n items into k groups of floor(n / k) or ceil(n / k) so that the sum of distances to the group's medoid is
 * small (a capacitated k-medoid problem).
 * Idea: (1) first medoids: the item furthest from all others, then again and again the one furthest from those chosen;
 * (2) items with the most to lose go first, each to its nearest medoid that has room; (3) move or exchange items while
 * that shortens the sum, the sizes staying in their range; (4) take each group's best medoid, and from (3) again until
 * nothing changes. O(n²) a pass, at most 50 passes.
 * Guarantees and limits: sizes are kept; a local optimum. L. Kaufman, P. J. Rousseeuw: Finding Groups in Data, 1990, for
 * medoids and exchanges.
 */

/** Passes of exchanges at the most; a handful is usual. Chosen. */
const MOST_PASSES = 50;

/** Groups of items. */
export interface NearbyGroups {
  /** Entry `[i]` is the group of item i. */
  readonly groupOf: Int32Array;
  /** Entry `[g]` is the item in the middle of group g. */
  readonly medoids: Int32Array;
}

/**
 * Groups items.
 *
 * @param n - how many items, 1 or more
 * @param k - how many groups, 1 to n
 * @param far - entry `[i * n + j]` is the distance from i to j, symmetric
 */
export function groupNearby(n: number, k: number, far: Float64Array): NearbyGroups {
  const medoids = spreadMedoids(n, k, far);
  const groupOf = fillGroups(n, k, far, medoids);
  const sizes = new Int32Array(k);
  for (const g of groupOf) sizes[g]++;
  const least = Math.floor(n / k);
  const most = Math.ceil(n / k);
  const costOf = (i: number, g: number) => far[i * n + medoids[g]];
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    let isChanged = false;
    for (let i = 0; i < n; i++) {
      for (let g = 0; g < k; g++) {
        const own = groupOf[i];
        if (g === own || sizes[own] <= least || sizes[g] >= most || !(costOf(i, g) < costOf(i, own)))
          continue;
        groupOf[i] = g;
        sizes[own]--;
        sizes[g]++;
        isChanged = true;
      }
      for (let j = i + 1; j < n; j++) {
        const [a, b] = [groupOf[i], groupOf[j]];
        if (a === b) continue;
        const saved = costOf(i, a) + costOf(j, b) - costOf(i, b) - costOf(j, a);
        // More than rounding, so that exchanges end.
        if (!(saved > 1e-12 * (costOf(i, a) + costOf(j, b)))) continue;
        groupOf[i] = b;
        groupOf[j] = a;
        isChanged = true;
      }
    }
    const isMoved = moveMedoids(n, far, groupOf, medoids);
    if (!isChanged && !isMoved) break;
  }
  return { groupOf, medoids };
}

function spreadMedoids(n: number, k: number, far: Float64Array): Int32Array {
  const medoids = new Int32Array(k);
  let first = 0;
  let most = -1;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += far[i * n + j];
    if (sum > most) {
      most = sum;
      first = i;
    }
  }
  // Entry [i] is the distance to the nearest medoid so far, -1 for a medoid.
  const nearest = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  let next = first;
  for (let g = 0; g < k; g++) {
    medoids[g] = next;
    for (let i = 0; i < n; i++) nearest[i] = Math.min(nearest[i], far[i * n + medoids[g]]);
    nearest[next] = -1;
    for (let i = 0; i < n; i++) if (nearest[i] > nearest[next]) next = i;
  }
  return medoids;
}

/** Gives items with the largest difference between their nearest and second nearest medoid the first choice. */
function fillGroups(n: number, k: number, far: Float64Array, medoids: Int32Array): Int32Array {
  const regret = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let [first, second] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (const medoid of medoids) {
      const distance = far[i * n + medoid];
      if (distance < first) [first, second] = [distance, first];
      else if (distance < second) second = distance;
    }
    regret[i] = k > 1 ? second - first : 0;
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => regret[b] - regret[a] || a - b);
  const groupOf = new Int32Array(n);
  const sizes = new Int32Array(k);
  // So many groups may have one item more than the others.
  let larger = n - k * Math.floor(n / k);
  for (const i of order) {
    let best = -1;
    for (let g = 0; g < k; g++) {
      const hasRoom = sizes[g] < Math.floor(n / k) || (sizes[g] === Math.floor(n / k) && larger > 0);
      if (hasRoom && (best < 0 || far[i * n + medoids[g]] < far[i * n + medoids[best]])) best = g;
    }
    if (sizes[best] === Math.floor(n / k)) larger--;
    sizes[best]++;
    groupOf[i] = best;
  }
  return groupOf;
}

/** Makes the member with the least sum of distances each group's medoid; false where all were it already. */
function moveMedoids(n: number, far: Float64Array, groupOf: Int32Array, medoids: Int32Array): boolean {
  const members: number[][] = Array.from(medoids, () => []);
  groupOf.forEach((g, i) => {
    members[g].push(i);
  });
  let isMoved = false;
  members.forEach((own, g) => {
    const sumOf = (i: number) => own.reduce((sum, j) => sum + far[i * n + j], 0);
    let best = medoids[g];
    let least = groupOf[best] === g ? sumOf(best) : Number.POSITIVE_INFINITY;
    for (const i of own) {
      const sum = sumOf(i);
      if (sum < least * (1 - 1e-12)) {
        least = sum;
        best = i;
      }
    }
    if (best === medoids[g]) return;
    medoids[g] = best;
    isMoved = true;
  });
  return isMoved;
}
