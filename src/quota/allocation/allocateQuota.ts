import { checkQuotaInput } from './checkQuotaInput.js';
import { divideQuota, type QuotaAllocation } from './divideQuota.js';
import type { QuotaInput } from './quotaInput.js';

/**
 * Divides a quota from the top down, by a blend of bases, within floors and caps, in whole units that add up exactly.
 *
 * @param input - the total, the recipients with their bases and limits, the blend and the unit
 * @returns new records: a quota for each recipient, with what each basis, the limits and the rounding contributed
 * @throws {@link InputError} with every issue: a number that is missing, negative or not finite, a total that is no
 * multiple of the unit, a cap below its floor, a basis that adds up to 0 although the blend counts on it, a duplicate id, a second currency
 * @remarks With blend weights `v[b]` that add up to 1, the share of recipient i is
 * `sum over b of v[b] * basis[b][i] / sum of basis[b]`. Where limits bind, all who are free keep their proportions
 * (exact water-filling: the division nearest to the shares in the weighted least-squares sense). Then largest-remainder
 * rounding among the free, ties to the lowest index, so each quota is within one unit of its exact value. Without
 * effective limits doubling every value of a basis changes nothing. O(n log n), deterministic.
 * @example
 * ```ts
 * import { allocateQuota } from 'bailiwick/quota';
 * const { quotas } = allocateQuota({
 *   total: 1_000_000,
 *   unit: 1_000,
 *   blend: { potential: 0.6, history: 0.4 },
 *   recipients: [
 *     { id: 'north', bases: { potential: 50, history: 20 } },
 *     { id: 'south', bases: { potential: 30, history: 60 } },
 *     { id: 'west', bases: { potential: 20, history: 20 }, floor: 250_000 },
 *   ],
 * });
 * quotas.map(({ quota }) => quota); // => [356000, 394000, 250000]
 * quotas[2].contributions; // => { potential: 120000, history: 80000 }
 * quotas[2].limitEffect; // => 50000
 * ```
 */
export function allocateQuota(input: QuotaInput): QuotaAllocation {
  checkQuotaInput(input);
  return divideQuota(input);
}
