import type { Csr } from '../../core/csr.js';

/** Units u = 0 … n - 1 with loads, books with targets. */
export interface PackProblem {
  readonly n: number;
  readonly k: number;
  readonly M: number;
  /** Entry `[M * u + m]` is a load, 0 or more. */
  readonly load: Float64Array;
  /** Entry `[M * j + m]` is the load that book j should have; 0 where it should have none. */
  readonly target: Float64Array;
  /** Entry `[u]` is the row of `choices` that unit u follows; `null` where every unit may be in every book. */
  readonly row: Int32Array | null;
  readonly choices: Csr | null;
}
