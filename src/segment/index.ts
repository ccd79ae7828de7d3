export { categoryPredictors } from './potential/categoryPredictors.js';
export type { CurrencyRates } from './potential/currency.js';
export { type Normalisation, normaliseValues } from './potential/normaliseValues.js';
export type { DatedAmount } from './potential/purchases.js';
export type { Predictor, RegressionOptions } from './potential/regressionInput.js';
export {
  type Coefficient,
  type PotentialRegression,
  type RegressionFit,
  regressPotential,
} from './potential/regressPotential.js';
export {
  type LevelEvidence,
  type LookAlikeFeature,
  type LookAlikeOptions,
  type LookAlikeScores,
  scoreLookAlikes,
} from './potential/scoreLookAlikes.js';
export {
  type MissingPolicy,
  type PotentialFactor,
  type PotentialScores,
  scorePotential,
} from './potential/scorePotential.js';
export { type RfmOptions, type RfmScores, type RfmWeights, scoreRfm } from './potential/scoreRfm.js';
export { type RecencyOptions, sumByRecency } from './potential/sumByRecency.js';
export { type Tiers, tierByNaturalBreaks, tierByQuantiles, tierByThresholds } from './tiers/tiers.js';
export {
  computeWorkload,
  type ServiceLevel,
  type ServiceTable,
  type Workload,
  type WorkloadOptions,
} from './workload/computeWorkload.js';
export { type TravelAllowanceOptions, travelAllowance } from './workload/travelAllowance.js';
