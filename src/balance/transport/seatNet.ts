import type { Contested } from './contested.js';
import { createPairingHeaps, type PairingHeaps } from './pairingHeaps.js';
import { createPairTable, type PairTable } from './pairTable.js';

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
export function createSeatNet(contested: Contested, amount: Float64Array): SeatNet {
  return new PairNet(contested, amount);
}

/** A class, so that paths which are compiled for one net are so for the next. */
class PairNet implements SeatNet {
  private readonly contested: Contested;
  private readonly amount: Float64Array;
  private readonly pairs: PairTable;
  private readonly heaps: PairingHeaps;
  /** Entry `[j]` lists the pairs out of seat j. */
  private readonly ways: number[][];
  /** Entry `[pair]` is the second seat of a pair. */
  private readonly seats: number[] = [];
  /** Entry `[e]` is the contested unit of entry e. */
  private readonly owner: Int32Array;
  /** Entry `[j]` is 1 once the heaps out of seat j are filled. */
  private readonly isOpen: Uint8Array;
  private readonly held: { readonly offsets: Int32Array; readonly entries: Int32Array };

  constructor(contested: Contested, amount: Float64Array) {
    const { count, start, seat, fixedLoad } = contested;
    const k = fixedLoad.length;
    this.contested = contested;
    this.amount = amount;
    this.pairs = createPairTable(k);
    this.heaps = createPairingHeaps();
    this.ways = Array.from({ length: k }, () => []);
    this.owner = new Int32Array(seat.length);
    for (let a = 0; a < count; a++) for (let e = start[a]; e < start[a + 1]; e++) this.owner[e] = a;
    this.isOpen = new Uint8Array(k);
    this.held = groupBySeat(amount, seat, k);
  }

  waysFrom(j: number): readonly number[] {
    this.open(j);
    return this.ways[j];
  }

  seatOf(pair: number): number {
    return this.seats[pair];
  }

  /** The heap node of the unit that is moved most cheaply; -1 where none is left. */
  bestWay(pair: number): number {
    const { heaps, amount } = this;
    let node = heaps.first(pair);
    while (node >= 0 && amount[heaps.fromOf(node)] === 0) {
      heaps.drop(pair);
      node = heaps.first(pair);
    }
    return node;
  }

  costOf(node: number): number {
    return this.heaps.keyOf(node);
  }

  amountOf(node: number): number {
    return this.amount[this.heaps.fromOf(node)];
  }

  move(node: number, moved: number): void {
    const { amount } = this;
    const { load, seat } = this.contested;
    const from = this.heaps.fromOf(node);
    const to = this.heaps.toOf(node);
    this.open(seat[to]);
    const crumb = CRUMB * load[this.owner[from]];
    const wasCrumb = amount[to] <= crumb;
    const rest = amount[from] - moved;
    const isCrumb = rest <= crumb;
    amount[to] += isCrumb ? amount[from] : moved;
    amount[from] = isCrumb ? 0 : rest;
    if (wasCrumb && amount[to] > crumb) this.enter(to);
  }

  /** Fills the heaps of a seat when it is first looked at: most never are. */
  private open(j: number): void {
    if (this.isOpen[j] === 1) return;
    this.isOpen[j] = 1;
    const { offsets, entries } = this.held;
    for (let at = offsets[j]; at < offsets[j + 1]; at++) this.enter(entries[at]);
  }

  /** Enters the unit at entry e into the heaps out of the seat it is at. */
  private enter(e: number): void {
    const { pairs, heaps, ways, seats } = this;
    const { start, seat, cost } = this.contested;
    const a = this.owner[e];
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
