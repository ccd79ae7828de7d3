import type { Borders, Standing } from './softDual.js';
import { type Stretch, stretchBetween } from './stretch.js';

/** Conjugate gradients end at this share of the first residual. */
const RESIDUAL = 1e-2;
const MOST_ITERATIONS = 400;
/** A border that drifts by up to this many reaches in a step is left to the shortening of the step. */
export const LEAST_STIFFENING = 1.5;

/**
 * The second derivative of the smoothed dual, turned positive: edges between territories that share units, and those
 * that may soon.
 */
export function createLaplacian(k: number) {
  const ridge = new Float64Array(k);
  const diagonal = new Float64Array(k);
  const residual = new Float64Array(k);
  const scaled = new Float64Array(k);
  const search = new Float64Array(k);
  const image = new Float64Array(k);
  let from = new Int32Array(8 * k + 8);
  let to = new Int32Array(8 * k + 8);
  let weight = new Float64Array(8 * k + 8);
  /** How many reaches of its lower (higher) end an edge may drift when that end loses. */
  let stretchFrom = new Float64Array(8 * k + 8);
  let stretchTo = new Float64Array(8 * k + 8);
  let stretch: Stretch | null = null;
  let edges = 0;
  /** Entry is the number of an edge plus one, 0 where the slot is free; slots are probed one after the other. */
  let slots = new Int32Array(64);
  while (slots.length < 32 * k) slots = new Int32Array(2 * slots.length);

  function edgeOf(a: number, b: number): number {
    if (a > b) return edgeOf(b, a);
    const mask = slots.length - 1;
    let slot = (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)) & mask;
    for (; slots[slot] > 0; slot = (slot + 1) & mask) {
      const edge = slots[slot] - 1;
      if (from[edge] === a && to[edge] === b) return edge;
    }
    if (edges === from.length || 2 * edges >= slots.length) {
      enlarge();
      return edgeOf(a, b);
    }
    slots[slot] = edges + 1;
    from[edges] = a;
    to[edges] = b;
    weight[edges] = 0;
    stretchFrom[edges] = stretchBetween(stretch!, a, b);
    stretchTo[edges] = stretchBetween(stretch!, b, a);
    return edges++;
  }

  function enlarge(): void {
    const [oldFrom, oldTo, oldWeight, size] = [from, to, weight, edges];
    from = new Int32Array(2 * size);
    to = new Int32Array(2 * size);
    weight = new Float64Array(2 * size);
    stretchFrom = new Float64Array(2 * size);
    stretchTo = new Float64Array(2 * size);
    slots = new Int32Array(2 * slots.length);
    edges = 0;
    for (let e = 0; e < size; e++) weight[edgeOf(oldFrom[e], oldTo[e])] = oldWeight[e];
  }

  /** Starts with an edge between the first seat of every contested unit and its other seats. */
  function listEdges(borders: Borders): void {
    const { count, start, seat } = borders;
    stretch = borders.stretch;
    slots.fill(0);
    edges = 0;
    for (let a = 0; a < count; a++) {
      for (let e = start[a] + 1; e < start[a + 1]; e++) edgeOf(seat[start[a]], seat[e]);
    }
  }

  function weigh({ borders, shares, gradient, slack }: Standing, reach: Float64Array): void {
    const { count, load, softness, start, seat } = borders;
    weight.fill(0);
    for (let a = 0; a < count; a++) {
      let support = 0;
      for (let e = start[a]; e < start[a + 1]; e++) if (shares[e] > 0) support++;
      if (support < 2) continue;
      const stiffness = load[a] / (softness[a] * support);
      for (let e = start[a]; e < start[a + 1]; e++) {
        if (shares[e] === 0) continue;
        for (let f = e + 1; f < start[a + 1]; f++) {
          if (shares[f] > 0) weight[edgeOf(seat[e], seat[f])] += stiffness;
        }
      }
    }
    let widest = 0;
    for (let j = 0; j < k; j++) widest = Math.max(widest, reach[j]);
    diagonal.fill(0);
    for (let e = 0; e < edges; e++) {
      diagonal[from[e]] += weight[e];
      diagonal[to[e]] += weight[e];
    }
    // Who borders nobody moves by its own reach; whole islands may go farther, since nothing in them shifts.
    for (let j = 0; j < k; j++) {
      ridge[j] =
        slack[j] +
        (diagonal[j] > 0 ? 1e-3 : 1) * (Math.abs(gradient[j]) / (diagonal[j] > 0 ? widest : reach[j]));
      diagonal[j] += ridge[j];
    }
  }

  /** How far a change of prices shifts borders, in reaches of the territory that would lose. */
  function drift(change: Float64Array, reach: Float64Array): number {
    let most = 0;
    for (let e = 0; e < edges; e++) {
      const dearer = change[from[e]] - change[to[e]];
      const reaches =
        dearer > 0 ? dearer / (reach[from[e]] * stretchFrom[e]) : -dearer / (reach[to[e]] * stretchTo[e]);
      if (reaches > most) most = reaches;
    }
    return most;
  }

  /** Stiffens edges over which borders would drift too far; false where there are none. */
  function stiffen(direction: Float64Array, reach: Float64Array): boolean {
    let isAny = false;
    for (let e = 0; e < edges; e++) {
      const dearer = direction[from[e]] - direction[to[e]];
      const limit = dearer > 0 ? reach[from[e]] * stretchFrom[e] : reach[to[e]] * stretchTo[e];
      const reaches = Math.abs(dearer) / limit;
      if (reaches <= LEAST_STIFFENING) continue;
      isAny = true;
      const base = weight[e] > 0 ? weight[e] : 0.1 * Math.min(diagonal[from[e]], diagonal[to[e]]);
      const more = base * reaches - weight[e];
      weight[e] += more;
      diagonal[from[e]] += more;
      diagonal[to[e]] += more;
    }
    return isAny;
  }

  function multiply(x: Float64Array, y: Float64Array): void {
    for (let j = 0; j < k; j++) y[j] = ridge[j] * x[j];
    for (let e = 0; e < edges; e++) {
      const flow = weight[e] * (x[from[e]] - x[to[e]]);
      y[from[e]] += flow;
      y[to[e]] -= flow;
    }
  }

  /** Solves (Laplacian + ridge) x = b by conjugate gradients over the diagonal; returns the work. */
  function solve(b: Float64Array, x: Float64Array): number {
    x.fill(0);
    residual.set(b);
    let product = precondition();
    search.set(scaled);
    const goal = RESIDUAL * RESIDUAL * product;
    let iteration = 0;
    for (; iteration < MOST_ITERATIONS && product > goal; iteration++) {
      multiply(search, image);
      let bend = 0;
      for (let j = 0; j < k; j++) bend += search[j] * image[j];
      if (!(bend > 0)) break;
      const length = product / bend;
      for (let j = 0; j < k; j++) {
        x[j] += length * search[j];
        residual[j] -= length * image[j];
      }
      const next = precondition();
      const back = next / product;
      for (let j = 0; j < k; j++) search[j] = scaled[j] + back * search[j];
      product = next;
    }
    return iteration * (edges + k);
  }

  function precondition(): number {
    let product = 0;
    for (let j = 0; j < k; j++) {
      scaled[j] = diagonal[j] > 0 ? residual[j] / diagonal[j] : 0;
      product += residual[j] * scaled[j];
    }
    return product;
  }

  return { listEdges, weigh, drift, stiffen, solve };
}
