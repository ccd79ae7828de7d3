import type { Undecided } from './undecided.js';

/**
 * Undecided units territory by territory, so that few territories are open at a time: next is the one that opens the fewest
 * others, then the one with the fewest units left, then the first. Its units follow, those first that could leave most
 * cheaply. O(territories x entries).
 */
export function orderUndecided(undecided: Undecided): Undecided {
  const { territories, units, home, start, territory, extra } = undecided;
  const G = territories.length;
  const rows: number[][] = Array.from(territories, () => []);
  const leastExtra = new Float64Array(units.length).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < units.length; i++) {
    rows[home[i]].push(i);
    for (let e = start[i]; e < start[i + 1]; e++) {
      rows[territory[e]].push(i);
      leastExtra[i] = Math.min(leastExtra[i], extra[e]);
    }
  }
  const isPlaced = new Uint8Array(units.length);
  const isOpen = new Uint8Array(G);
  const isClosed = new Uint8Array(G);
  /** Entry `[g]` is the last look that counted territory g. */
  const countedAt = new Int32Array(G);
  const order: number[] = [];
  let looks = 0;

  /** How many territories the units left of territory g would open, and how many units that are. */
  const lookAt = (g: number) => {
    looks++;
    let opened = 0;
    let left = 0;
    const count = (other: number) => {
      if (isOpen[other] === 1 || countedAt[other] === looks) return;
      countedAt[other] = looks;
      opened++;
    };
    for (const i of rows[g]) {
      if (isPlaced[i] === 1) continue;
      left++;
      count(home[i]);
      for (let e = start[i]; e < start[i + 1]; e++) count(territory[e]);
    }
    return { opened, left };
  };

  for (let step = 0; step < G; step++) {
    let next = -1;
    let least = { opened: Number.POSITIVE_INFINITY, left: Number.POSITIVE_INFINITY };
    for (let g = 0; g < G; g++) {
      if (isClosed[g] === 1) continue;
      const look = lookAt(g);
      if (look.opened > least.opened || (look.opened === least.opened && look.left >= least.left)) continue;
      least = look;
      next = g;
    }
    isClosed[next] = 1;
    const following = rows[next].filter((i) => isPlaced[i] === 0);
    following.sort((a, b) => leastExtra[a] - leastExtra[b] || a - b);
    for (const i of following) {
      isPlaced[i] = 1;
      order.push(i);
      isOpen[home[i]] = 1;
      for (let e = start[i]; e < start[i + 1]; e++) isOpen[territory[e]] = 1;
    }
  }
  return inOrder(undecided, order);
}

function inOrder(undecided: Undecided, order: readonly number[]): Undecided {
  const { units, home, start, territory, extra } = undecided;
  const next = {
    units: Int32Array.from(order, (i) => units[i]),
    home: Int32Array.from(order, (i) => home[i]),
    start: new Int32Array(units.length + 1),
    territory: new Int32Array(territory.length),
    extra: new Float64Array(extra.length),
  };
  order.forEach((i, place) => {
    const to = next.start[place];
    next.territory.set(territory.subarray(start[i], start[i + 1]), to);
    next.extra.set(extra.subarray(start[i], start[i + 1]), to);
    next.start[place + 1] = to + start[i + 1] - start[i];
  });
  return { ...undecided, ...next };
}
