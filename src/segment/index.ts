export {
  formPods,
  type Pod,
  type PodMember,
  type PodPlan,
} from './pods/formPods.js';
export {
  planRotation,
  type RotationMove,
  type RotationPlan,
} from './pods/planRotation.js';
export type { PodOptions, PodPerson, PodTerritory } from './pods/podInput.js';
export type { RotationOptions, RotationPod } from './pods/rotationInput.js';
export { type RoleStaffing, type StaffOptions, staffRoles } from './pods/staffRoles.js';
export { categoryPredictors } from './potential/categoryPredictors.js';
export type { Coefficient } from './potential/describeCoefficients.js';
export type { RegressionFit } from './potential/describeFit.js';
export type { LookAlikeFeature, LookAlikeOptions } from './potential/lookAlikeLevels.js';
export { type Normalisation, normaliseValues } from './potential/normaliseValues.js';
export type { DatedAmount } from './potential/purchases.js';
export type { Predictor, RegressionOptions } from './potential/regressionInput.js';
export {
  type PotentialRegression,
  regressPotential,
} from './potential/regressPotential.js';
export {
  type LevelEvidence,
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
export {
  bant,
  type Criterion,
  meddic,
  meddpicc,
  type QualificationFramework,
} from './qualification/framework.js';
export type { DealJudgement, QualificationGap } from './qualification/judgeAnswers.js';
export type { Answer, DealAnswers, QualificationOptions } from './qualification/qualificationInput.js';
export {
  type AccountQualification,
  type AccountQualificationOptions,
  type DealContribution,
  qualifyAccounts,
} from './qualification/qualifyAccounts.js';
export { type DealQualification, qualifyDeals } from './qualification/qualifyDeals.js';
export type { DuplicateReason } from './quality/duplicateReasons.js';
export { type DuplicateOptions, findDuplicates } from './quality/findDuplicates.js';
export { normaliseName } from './quality/normaliseName.js';
export {
  type AccountProfile,
  type Mend,
  profileAccounts,
} from './quality/profileAccounts.js';
export type { ProfileOptions } from './quality/profileOptions.js';
export type { DuplicateGroup } from './quality/proposeMerges.js';
export type { QualityFinding, QualityPart, StaleRule } from './quality/qualityChecks.js';
export {
  clusterMixed,
  type MixedClusters,
  type Prototype,
} from './segments/clusterMixed.js';
export {
  type Comparison,
  type CompiledCondition,
  type Condition,
  compileCondition,
} from './segments/condition.js';
export type { ClusterOptions, MixedAttributes } from './segments/mixedAttributes.js';
export type { Segment, Segmentation } from './segments/poolTree.js';
export type { RuleOverlap } from './segments/ruleOverlaps.js';
export { type CodeOptions, segmentByCodes } from './segments/segmentByCodes.js';
export {
  type DimensionOptions,
  type SegmentDimension,
  segmentByDimensions,
} from './segments/segmentByDimensions.js';
export {
  type RuleReport,
  type RuleSegments,
  type SegmentRule,
  segmentByRules,
} from './segments/segmentByRules.js';
export { compareTiers, type TierMigration } from './tiers/compareTiers.js';
export { type HeldTiers, type HoldOptions, holdTiers } from './tiers/holdTiers.js';
export type { Tiers } from './tiers/putIntoTiers.js';
export { tierByNaturalBreaks } from './tiers/tierByNaturalBreaks.js';
export { type ParetoTiers, tierByPareto } from './tiers/tierByPareto.js';
export { tierByQuantiles } from './tiers/tierByQuantiles.js';
export { tierByThresholds } from './tiers/tierByThresholds.js';
export { findTrends, type Trend, type TrendOptions, type TrendSeries } from './whitespace/findTrends.js';
export {
  type CoverageColumns,
  findUnderCovered,
  type GroupCoverage,
  type UnderCoveredOptions,
} from './whitespace/findUnderCovered.js';
export { findWhitespace } from './whitespace/findWhitespace.js';
export type { ProductWhitespace, Whitespace } from './whitespace/listPairs.js';
export type { Sale, WhitespaceOptions } from './whitespace/readSales.js';
export { type PeriodSumOptions, sumByPeriod } from './whitespace/sumByPeriod.js';
export {
  computeWorkload,
  type Workload,
} from './workload/computeWorkload.js';
export type { ServiceLevel, ServiceTable, WorkloadOptions } from './workload/serviceTable.js';
export {
  calibrateTourConstant,
  type MeasuredTour,
  type TourOptions,
  type TourZone,
  tourAllowance,
} from './workload/tourAllowance.js';
export { type TravelAllowanceOptions, travelAllowance } from './workload/travelAllowance.js';
