import type { Contested } from './contested.js';
import { createPairingHeaps } from './pairingHeaps.js';
import { createPairTable } from './pairTable.js';

/**
 * Below this share of a unit is a rounding error: what stays of it where most has left goes along, and what arrives of it
 * goes nowhere else. Where many units cost the same, paths would carry such crumbs round and round.
 */
export const CRUMB = 1e-12;

/** The ways between seats, for paths of units. */
export interface SeatNet {
  /** The ways out of a seat. */
  waysFrom(seat: number): readonly number[];
  /** The seat that a way leads to. */
  seatOf(way: number): number;
  /** The unit that goes a way most cheaply, by a number of its own; -1 where none is left. */
  bestWay(way: number): number;
  costOf(unit: number): number;
  amountOf(unit: number): number;
  /** Moves so much of a unit, along a path from its end on. */
  move(unit: number, moved: number): void;
}

/** The ways between seats: for each pair that meets, a heap of the units in the first by their cost of moving. */
export function createSeatNet(
  { count, load, start, seat, cost, fixedLoad }: Contested,
  amount: Float64Array,
): SeatNet {
  const k = fixedLoad.length;
  const pairs = createPairTable(k);
  const heaps = createPairingHeaps();
  /** Entry `[j]` lists the pairs out of seat j. */
  const ways: number[][] = Array.from({ length: k }, () => []);
  /** Entry `[pair]` is the second seat of a pair. */
  const seats: number[] = [];
  /** Entry `[e]` is the contested unit of entry e. */
  const owner = new Int32Array(seat.length);
  /** Entry `[j]` is 1 once the heaps out of seat j are filled. */
  const isOpen = new Uint8Array(k);
  const { offsets, entries } = groupBySeat(amount, seat, k);
  for (let a = 0; a < count; a++) owner.fill(a, start[a], start[a + 1]);

  /** Enters the unit at entry e into the heaps out of the seat it is at. */
  function enter(e: number): void {
    const a = owner[e];
    for (let other = start[a]; other < start[a + 1]; other++) {
      if (other === e) continue;
      const pair = pairs.numberOf(seat[e], seat[other]);
      if (pair === seats.length) {
        seats.push(seat[other]);
        ways[seat[e]].push(pair);
        heaps.reserve(pair + 1);
      }
      heaps.push(pair, cost[other] - cost[e], e, other);
    }
  }

  /** Fills the heaps of a seat when it is first looked at: most never are. */
  function open(j: number): void {
    if (isOpen[j] === 1) return;
    isOpen[j] = 1;
    for (let at = offsets[j]; at < offsets[j + 1]; at++) enter(entries[at]);
  }

  return {
    waysFrom: (j: number): readonly number[] => {
      open(j);
      return ways[j];
    },
    seatOf: (pair: number) => seats[pair],
    /** The heap node of the unit that is moved most cheaply; -1 where none is left. */
    bestWay: (pair: number) => {
      let node = heaps.first(pair);
      while (node >= 0 && amount[heaps.fromOf(node)] === 0) {
        heaps.drop(pair);
        node = heaps.first(pair);
      }
      return node;
    },
    costOf: heaps.keyOf,
    amountOf: (node: number) => amount[heaps.fromOf(node)],
    move: (node: number, moved: number) => {
      const from = heaps.fromOf(node);
      const to = heaps.toOf(node);
      open(seat[to]);
      const crumb = CRUMB * load[owner[from]];
      const wasCrumb = amount[to] <= crumb;
      const rest = amount[from] - moved;
      const isCrumb = rest <= crumb;
      amount[to] += isCrumb ? amount[from] : moved;
      amount[from] = isCrumb ? 0 : rest;
      if (wasCrumb && amount[to] > crumb) enter(to);
    },
  };
}

/** The entries that hold load, seat by seat. */
function groupBySeat(amount: Float64Array, seat: Int32Array, k: number) {
  const offsets = new Int32Array(k + 1);
  for (let e = 0; e < seat.length; e++) if (amount[e] > 0) offsets[seat[e] + 1]++;
  for (let j = 0; j < k; j++) offsets[j + 1] += offsets[j];
  const next = offsets.slice(0, k);
  const entries = new Int32Array(offsets[k]);
  for (let e = 0; e < seat.length; e++) if (amount[e] > 0) entries[next[seat[e]]++] = e;
  return { offsets, entries };
}
