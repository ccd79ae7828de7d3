import { integerIn } from '../../core/options.js';
import type { AttainabilityOptions } from './attainabilityInput.js';

/** Options unless told. */
export const defaultAttainability: AttainabilityOptions = /* @__PURE__ */ Object.freeze({
  seed: 1,
  draws: 4_000,
  drawnAccounts: 50,
});

/** What each option may be. */
export const attainabilityChecks = /* @__PURE__ */ Object.freeze({
  seed: /* @__PURE__ */ integerIn(Number.MIN_SAFE_INTEGER),
  draws: /* @__PURE__ */ integerIn(100, 1_000_000),
  drawnAccounts: /* @__PURE__ */ integerIn(0),
});
