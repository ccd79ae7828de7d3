export {
  allocateHierarchy,
  type NodeQuota,
  type NodeReason,
  type QuotaHierarchy,
  type QuotaLevel,
} from './allocation/allocateHierarchy.js';
export { allocateQuota } from './allocation/allocateQuota.js';
export type { QuotaAllocation, RecipientQuota } from './allocation/divideQuota.js';
export type { HierarchyInput, QuotaNode } from './allocation/hierarchyInput.js';
export { type ChangeLimits, limitChange, type PriorRecipient } from './allocation/limitChange.js';
export { type BaseOptions, type BaseRow, type ProjectedBase, projectBase } from './allocation/projectBase.js';
export type { QuotaInput, QuotaRecipient } from './allocation/quotaInput.js';
export type { QuotaReason } from './allocation/quotaReason.js';
export { listPeriods, type Period, type PeriodLength } from './calendar/periods.js';
export { countWorkingDays, type WorkCalendar } from './calendar/workCalendar.js';
export type { Absence, CapacityInput, CapacityRep } from './capacity/capacityInput.js';
export { type Capacity, computeCapacity } from './capacity/computeCapacity.js';
export {
  computeHeadcount,
  type Headcount,
  type HeadcountInput,
  type NumberRange,
} from './capacity/computeHeadcount.js';
export {
  limitTopAccounts,
  type TenureLimit,
  type TopAccountInput,
  type TopAccountLimits,
  type TopAccountRow,
} from './capacity/limitTopAccounts.js';
export { type HiringInput, type HiringPeriod, type HiringPlan, planHires } from './capacity/planHires.js';
export { survivalShares } from './capacity/survivalShares.js';
export { assessFairness } from './fairness/assessFairness.js';
export type {
  AttainabilityInput,
  AttainabilityOptions,
  UncertainAccount,
} from './fairness/attainabilityInput.js';
export type { RankCorrelation } from './fairness/correlateFairness.js';
export {
  type Attainability,
  type AttainableQuota,
  type ConvergenceStep,
  equaliseChances,
} from './fairness/equaliseChances.js';
export { estimateChances } from './fairness/estimateChances.js';
export type { Fairness, FairnessFactor, FairnessOptions, FairnessRow } from './fairness/fairness.js';
export type {
  ChanceInput,
  ChanceStep,
  GivenQuota,
  QuotaChance,
  QuotaChances,
  TeamChance,
} from './fairness/quotaChances.js';
export { computeRamp, type Ramp, type Tenure } from './phasing/computeRamp.js';
export { type PhasedQuota, type PhasedYear, type PhaseInput, phaseQuota } from './phasing/phaseQuota.js';
export type { ProrateInput, TerritoryHolding } from './phasing/prorateInput.js';
export { type ProratedQuota, prorateQuota } from './phasing/prorateQuota.js';
export { type SeasonalOptions, type SeasonalShares, seasonalShares } from './phasing/seasonalShares.js';
export type { PlannedRecipient, ReconcileInput } from './reconciliation/reconcileInput.js';
export {
  type ReconciledQuota,
  type ReconcileReason,
  type Reconciliation,
  reconcileQuota,
} from './reconciliation/reconcileQuota.js';
export {
  type PlanLine,
  type PlanTotal,
  type RollUpPlansOptions,
  rollUpPlans,
} from './reconciliation/rollUpPlans.js';
export {
  allocateEffort,
  type EffortAllocation,
  type EffortInput,
  type EffortItem,
  type EffortPlan,
} from './response/allocateEffort.js';
export {
  type AdbudgCurve,
  adbudgResponse,
  type EffortResponse,
  type PowerCurve,
  powerResponse,
} from './response/responseCurves.js';
export { type ApportionMethod, type ApportionOptions, apportion } from './rounding/apportion.js';
export { roundToTotal } from './rounding/roundToTotal.js';
export { allocateTable, type QuotaTable, type QuotaTableInput } from './table/allocateTable.js';
export { type FitOptions, fitTable, type TableFit } from './table/fitTable.js';
export type { TableAxis, TableInput, TableMargin, TableReason } from './table/tableInput.js';
