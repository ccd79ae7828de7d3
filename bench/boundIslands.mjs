/**
 * What inertia balance costs at the least where few points lie far from all others, for points of load 1.
 *
 * The inertia of a cluster C is the sum of its squared pair distances over |C|. Let a group of m points be at least d
 * away from all others, and every cluster have L points or more, m < L. A cluster with a of them has a (|C| - a) pairs
 * that long, so at least a (1 - a / |C|) d² >= a (1 - m / L) d² of inertia: in sum over clusters m (1 - m / L) d².
 * Bounds of two groups i and j add up where pairs between them, which both count, are long enough for both:
 * d_ij² >= d_i² + d_j². Groups are taken from the largest bound down, each that adds up with all taken before.
 *
 * @param groups - sets of points `{ x, y }`; the first is the rest, for which nothing is claimed
 * @param least - points that every cluster has at the least
 * @returns a lower bound of the inertia of any such clusters
 */
export function boundIslands(groups, least) {
  const squares = groups.map((group, g) =>
    groups.map((other, h) => (g === 0 || g === h ? Number.POSITIVE_INFINITY : leastSquare(group, other))),
  );
  const islands = groups.map(({ x }, g) => {
    const square = Math.min(...squares[g]);
    return {
      g,
      square,
      bound: x.length > 0 && x.length < least ? x.length * (1 - x.length / least) * square : 0,
    };
  });
  const taken = [];
  for (const island of islands.slice(1).sort((a, b) => b.bound - a.bound)) {
    if (taken.every(({ g, square }) => squares[g][island.g] >= square + island.square)) taken.push(island);
  }
  return taken.reduce((sum, { bound }) => sum + bound, 0);
}

/** The least squared distance of two points, one of each set. */
function leastSquare(a, b) {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < a.x.length; i++) {
    for (let j = 0; j < b.x.length; j++) {
      least = Math.min(least, (a.x[i] - b.x[j]) ** 2 + (a.y[i] - b.y[j]) ** 2);
    }
  }
  return least;
}
