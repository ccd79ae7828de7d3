export {
  computeWorkload,
  type ServiceLevel,
  type ServiceTable,
  type Workload,
  type WorkloadOptions,
} from './computeWorkload.js';
export {
  type MissingPolicy,
  type Normalisation,
  type PotentialFactor,
  type PotentialScores,
  scorePotential,
} from './scorePotential.js';
export { type Tiers, tierByNaturalBreaks, tierByQuantiles, tierByThresholds } from './tiers.js';
export { type TravelAllowanceOptions, travelAllowance } from './travelAllowance.js';
