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
export interface BorderLaplacian {
  /** Starts with an edge between the first seat of every contested unit and its other seats. */
  listEdges(borders: Borders): void;
  weigh(standing: Standing, reach: Float64Array): void;
  /** How far a change of prices shifts borders, in reaches of the territory that would lose. */
  drift(change: Float64Array, reach: Float64Array): number;
  /** Stiffens edges over which borders would drift too far; false where there are none. */
  stiffen(direction: Float64Array, reach: Float64Array): boolean;
  /** Solves (Laplacian + ridge) x = b by conjugate gradients over the diagonal; returns the work. */
  solve(b: Float64Array, x: Float64Array): number;
}

/** Makes the Laplacian of k territories, without edges. */
export function createLaplacian(k: number): BorderLaplacian {
  return new EdgeList(k);
}

/** A class, so that what is compiled for one climb is so for the next. */
class EdgeList implements BorderLaplacian {
  private readonly k: number;
  private readonly ridge: Float64Array;
  private readonly diagonal: Float64Array;
  private readonly residual: Float64Array;
  private readonly scaled: Float64Array;
  private readonly search: Float64Array;
  private readonly image: Float64Array;
  private from: Int32Array;
  private to: Int32Array;
  private weight: Float64Array;
  /** How many reaches of its lower (higher) end an edge may drift when that end loses. */
  private stretchFrom: Float64Array;
  private stretchTo: Float64Array;
  private stretch: Stretch | null = null;
  private edges = 0;
  /** Entry is the number of an edge plus one, 0 where the slot is free; slots are probed one after the other. */
  private slots: Int32Array;

  constructor(k: number) {
    this.k = k;
    this.ridge = new Float64Array(k);
    this.diagonal = new Float64Array(k);
    this.residual = new Float64Array(k);
    this.scaled = new Float64Array(k);
    this.search = new Float64Array(k);
    this.image = new Float64Array(k);
    this.from = new Int32Array(8 * k + 8);
    this.to = new Int32Array(8 * k + 8);
    this.weight = new Float64Array(8 * k + 8);
    this.stretchFrom = new Float64Array(8 * k + 8);
    this.stretchTo = new Float64Array(8 * k + 8);
    let slots = 64;
    while (slots < 32 * k) slots *= 2;
    this.slots = new Int32Array(slots);
  }

  listEdges({ count, start, seat, stretch }: Borders): void {
    this.stretch = stretch;
    this.slots.fill(0);
    this.edges = 0;
    for (let a = 0; a < count; a++) {
      for (let e = start[a] + 1; e < start[a + 1]; e++) this.edgeOf(seat[start[a]], seat[e]);
    }
  }

  weigh({ borders, shares, gradient, slack }: Standing, reach: Float64Array): void {
    const { count, load, softness, start, seat } = borders;
    this.weight.fill(0);
    for (let a = 0; a < count; a++) {
      let support = 0;
      for (let e = start[a]; e < start[a + 1]; e++) if (shares[e] > 0) support++;
      if (support < 2) continue;
      const stiffness = load[a] / (softness[a] * support);
      for (let e = start[a]; e < start[a + 1]; e++) {
        if (shares[e] === 0) continue;
        for (let f = e + 1; f < start[a + 1]; f++) {
          if (shares[f] === 0) continue;
          const edge = this.edgeOf(seat[e], seat[f]);
          this.weight[edge] += stiffness;
        }
      }
    }
    let widest = 0;
    for (let j = 0; j < this.k; j++) widest = Math.max(widest, reach[j]);
    const { ridge, diagonal, from, to, weight } = this;
    diagonal.fill(0);
    for (let e = 0; e < this.edges; e++) {
      diagonal[from[e]] += weight[e];
      diagonal[to[e]] += weight[e];
    }
    // Who borders nobody moves by its own reach; whole islands may go farther, since nothing in them shifts.
    for (let j = 0; j < this.k; j++) {
      ridge[j] =
        slack[j] +
        (diagonal[j] > 0 ? 1e-3 : 1) * (Math.abs(gradient[j]) / (diagonal[j] > 0 ? widest : reach[j]));
      diagonal[j] += ridge[j];
    }
  }

  drift(change: Float64Array, reach: Float64Array): number {
    const { from, to, stretchFrom, stretchTo } = this;
    let most = 0;
    for (let e = 0; e < this.edges; e++) {
      const dearer = change[from[e]] - change[to[e]];
      const reaches =
        dearer > 0 ? dearer / (reach[from[e]] * stretchFrom[e]) : -dearer / (reach[to[e]] * stretchTo[e]);
      if (reaches > most) most = reaches;
    }
    return most;
  }

  stiffen(direction: Float64Array, reach: Float64Array): boolean {
    const { diagonal, from, to, weight, stretchFrom, stretchTo } = this;
    let isAny = false;
    for (let e = 0; e < this.edges; e++) {
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

  solve(b: Float64Array, x: Float64Array): number {
    const { k, residual, scaled, search, image } = this;
    x.fill(0);
    residual.set(b);
    let product = this.precondition();
    search.set(scaled);
    const goal = RESIDUAL * RESIDUAL * product;
    let iteration = 0;
    for (; iteration < MOST_ITERATIONS && product > goal; iteration++) {
      this.multiply(search, image);
      let bend = 0;
      for (let j = 0; j < k; j++) bend += search[j] * image[j];
      if (!(bend > 0)) break;
      const length = product / bend;
      for (let j = 0; j < k; j++) {
        x[j] += length * search[j];
        residual[j] -= length * image[j];
      }
      const next = this.precondition();
      const back = next / product;
      for (let j = 0; j < k; j++) search[j] = scaled[j] + back * search[j];
      product = next;
    }
    return iteration * (this.edges + k);
  }

  private multiply(x: Float64Array, y: Float64Array): void {
    const { ridge, from, to, weight, edges, k } = this;
    for (let j = 0; j < k; j++) y[j] = ridge[j] * x[j];
    for (let e = 0; e < edges; e++) {
      const flow = weight[e] * (x[from[e]] - x[to[e]]);
      y[from[e]] += flow;
      y[to[e]] -= flow;
    }
  }

  private precondition(): number {
    const { residual, scaled, diagonal, k } = this;
    let product = 0;
    for (let j = 0; j < k; j++) {
      scaled[j] = diagonal[j] > 0 ? residual[j] / diagonal[j] : 0;
      product += residual[j] * scaled[j];
    }
    return product;
  }

  private edgeOf(a: number, b: number): number {
    if (a > b) return this.edgeOf(b, a);
    const { slots, from, to } = this;
    const mask = slots.length - 1;
    let slot = (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)) & mask;
    for (; slots[slot] > 0; slot = (slot + 1) & mask) {
      const edge = slots[slot] - 1;
      if (from[edge] === a && to[edge] === b) return edge;
    }
    const edge = this.edges;
    if (edge === from.length || 2 * edge >= slots.length) {
      this.enlarge();
      return this.edgeOf(a, b);
    }
    slots[slot] = edge + 1;
    from[edge] = a;
    to[edge] = b;
    this.weight[edge] = 0;
    this.stretchFrom[edge] = stretchBetween(this.stretch!, a, b);
    this.stretchTo[edge] = stretchBetween(this.stretch!, b, a);
    this.edges++;
    return edge;
  }

  private enlarge(): void {
    const { from, to, weight, edges } = this;
    this.from = new Int32Array(2 * edges);
    this.to = new Int32Array(2 * edges);
    this.weight = new Float64Array(2 * edges);
    this.stretchFrom = new Float64Array(2 * edges);
    this.stretchTo = new Float64Array(2 * edges);
    this.slots = new Int32Array(2 * this.slots.length);
    this.edges = 0;
    for (let e = 0; e < edges; e++) {
      const edge = this.edgeOf(from[e], to[e]);
      this.weight[edge] = weight[e];
    }
  }
}
