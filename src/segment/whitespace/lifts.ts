import type { Codes } from './codes.js';
import type { Holdings } from './holdProducts.js';

/**
 * How many times as often the buyers of one product buy another, shrunk towards 1.
 *
 * @returns entry `[q * products + p]` is ((buyers of both + prior x base) / (buyers of q + prior)) / base, where base is
 * the share of all accounts that buy p
 * @remarks O(accounts x (products an account buys)² + products²).
 */
export function computeLifts({ offsets, products: held, names }: Holdings, prior: number): Float64Array {
  const size = names.length;
  const accounts = offsets.length - 1;
  const buyers = new Int32Array(size);
  const both = new Int32Array(size * size);
  for (let i = 0; i < accounts; i++) {
    for (let a = offsets[i]; a < offsets[i + 1]; a++) {
      buyers[held[a]]++;
      for (let b = offsets[i]; b < offsets[i + 1]; b++) both[held[a] * size + held[b]]++;
    }
  }
  const lifts = new Float64Array(size * size).fill(1);
  for (let q = 0; q < size; q++) {
    for (let p = 0; p < size; p++) {
      const base = buyers[p] / accounts;
      const among = buyers[q] + prior;
      if (q !== p && base > 0 && among > 0)
        lifts[q * size + p] = (both[q * size + p] + prior * base) / among / base;
    }
  }
  return lifts;
}

/** The held product that lifts p the most, -1 where none lifts it above 1; of equals the first. */
export function strongestLift(
  lifts: Float64Array,
  size: number,
  held: Codes,
  from: number,
  to: number,
  p: number,
): number {
  let best = -1;
  let most = 1;
  for (let e = from; e < to; e++) {
    const lift = lifts[held[e] * size + p];
    if (lift > most || (lift === most && best >= 0 && held[e] < best)) {
      most = lift;
      best = held[e];
    }
  }
  return best;
}
