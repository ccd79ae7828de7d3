/** How many colours a map has. */
export const COLOUR_COUNT = 8;

/**
 * Colours territories so that no two neighbours are alike: always the one whose neighbours show most colours already,
 * on a tie the one with most neighbours, then the lower index (Brélaz's rule). It gets the colour used least so far;
 * where that leads to a territory with no colour left, everything is done again with the first free colour, which
 * needs fewer.
 *
 * @param neighbours - entry `[t]` lists the territories next to t
 * @returns entry `[t]` is the colour of territory t, 0 to 7; the pairs that had to stay alike, which a map drawn on a
 *   plane in one piece each has none of
 * @remarks O(k² + borders). Source: D. Brélaz, New methods to color the vertices of a graph, Communications of the ACM
 * 22 (1979), doi:10.1145/359094.359101.
 */
export function colourNeighbours(neighbours: readonly (readonly number[])[]): {
  colours: number[];
  clashes: [number, number][];
} {
  const even = tryColours(neighbours, true);
  return even.clashes.length === 0 ? even : tryColours(neighbours, false);
}

function tryColours(neighbours: readonly (readonly number[])[], spread: boolean) {
  const colours = neighbours.map(() => -1);
  const used = new Array<number>(COLOUR_COUNT).fill(0);
  const seen = neighbours.map(() => new Array<number>(COLOUR_COUNT).fill(0));
  const variety = neighbours.map(() => 0);
  const clashes: [number, number][] = [];
  for (let step = 0; step < neighbours.length; step++) {
    let t = -1;
    for (let u = 0; u < neighbours.length; u++) {
      if (colours[u] >= 0) continue;
      const lead = t < 0 ? 1 : variety[u] - variety[t] || neighbours[u].length - neighbours[t].length;
      if (lead > 0) t = u;
    }
    let colour = 0;
    for (let c = 1; c < COLOUR_COUNT; c++) {
      const lead = seen[t][colour] - seen[t][c];
      const isFreeToo = seen[t][colour] === 0 && seen[t][c] === 0;
      if (isFreeToo ? spread && used[c] < used[colour] : lead > 0) colour = c;
    }
    colours[t] = colour;
    used[colour]++;
    for (const u of neighbours[t]) {
      if (colours[u] === colour) clashes.push([Math.min(t, u), Math.max(t, u)]);
      if (seen[u][colour]++ === 0) variety[u]++;
    }
  }
  return { colours, clashes };
}
