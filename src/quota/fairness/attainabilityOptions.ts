import { integerIn, numberIn, resolveOptions } from '../../core/options.js';
import type { AttainabilityOptions } from './attainabilityInput.js';

/** Options unless told. */
const defaultOptions: AttainabilityOptions = { seed: 1, draws: 4_000, drawnAccounts: 50, commonShare: 0 };

/** Options with nothing left open; throws an {@link OptionsError} in the name of the caller. */
export function resolveAttainability(
  caller: string,
  options: Partial<AttainabilityOptions> | undefined,
): AttainabilityOptions {
  return resolveOptions(caller, defaultOptions, options, {
    seed: integerIn(Number.MIN_SAFE_INTEGER),
    draws: integerIn(100, 1_000_000),
    drawnAccounts: integerIn(0),
    commonShare: numberIn(0, 1),
  });
}
