export {
  type Budget,
  type BudgetLimits,
  type Clock,
  createBudget,
  type StopCause,
  type StopSignal,
} from './budget.js';
export { compensatedSum } from './compensatedSum.js';
export { buildCsr, buildGraph, type Csr } from './csr.js';
export { createDisjointSets, type DisjointSets } from './disjointSets.js';
export { InputError, InternalError, invariant, OptionsError } from './errors.js';
export { giveWay } from './giveWay.js';
export { createIndexedHeap, type IndexedHeap } from './indexedHeap.js';
export { badValue, formatIssues, type Issue, type IssueSeverity, showValue } from './issue.js';
export { integerIn, numberIn, type OptionCheck, oneOf, resolveOptions } from './options.js';
export { createRandom, type Random } from './random.js';
export { VERSION } from './version.js';
