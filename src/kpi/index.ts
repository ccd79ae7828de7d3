export type { SpearmanCorrelation } from '../core/rankCorrelation.js';
export type { AlertMemory, AlertState } from './alerts/alertMemory.js';
export type { AlertRule, ControlRule, DriftRule, ThresholdRule } from './alerts/alertRules.js';
export {
  type AlertEvent,
  type AlertReport,
  detectAlerts,
  type Snapshot,
} from './alerts/detectAlerts.js';
export {
  type FigureRating,
  type FigureTarget,
  type RatedRow,
  type Rating,
  type RatingReport,
  rateAgainstTargets,
} from './alerts/rateAgainstTargets.js';
export type { ActualRow } from './attainment/addUpActuals.js';
export {
  type Attainment,
  type AttainmentOptions,
  type AttainmentReport,
  type AttainmentRow,
  type AttainmentTotal,
  attainment,
} from './attainment/attainment.js';
export { elapsedShare } from './attainment/elapsedShare.js';
export {
  type RollUpNode,
  type RollUpOptions,
  type RollUpRow,
  rollUpAttainment,
} from './attainment/rollUpAttainment.js';
export { coefficientOfVariation } from './balance/coefficientOfVariation.js';
export { gini } from './balance/gini.js';
export { imbalance } from './balance/imbalance.js';
export { jainIndex } from './balance/jainIndex.js';
export { type BalanceSummary, summariseBalance } from './balance/summariseBalance.js';
export { theil } from './balance/theil.js';
export { type TheilGroup, type TheilSplit, theilByGroup } from './balance/theilByGroup.js';
export {
  type ComparisonOptions,
  compareScorecards,
  type ScorecardComparison,
} from './comparison/compareScorecards.js';
export type { FigureComparison, GroupComparison } from './comparison/figureComparison.js';
export type { FigureRow } from './comparison/figureRows.js';
export type { ComparisonWarning } from './comparison/warnOfComparison.js';
export { type ContinuityStep, continuity } from './continuity/continuity.js';
export {
  type Disruption,
  type DisruptionOptions,
  disruption,
  type HolderContinuity,
  type MeasureDisruption,
} from './continuity/disruption.js';
export type { Holding } from './continuity/holders.js';
export { coverageByTier, type TierCoverage, type TierCoverageRate } from './coverage/coverageByTier.js';
export { type DistanceStats, distanceStats } from './coverage/distanceStats.js';
export {
  type Penetration,
  type PenetrationOptions,
  type PenetrationRow,
  penetration,
} from './coverage/penetration.js';
export type { MaybePlace } from './coverage/placeVectors.js';
export {
  type RevenueOptions,
  type RevenuePerUnit,
  type RevenueRow,
  revenuePerUnit,
} from './coverage/revenuePerUnit.js';
export { type TimeRow, type TravelShare, travelShare } from './coverage/travelShare.js';
export { type LoadRow, type Utilisation, utilisation } from './coverage/utilisation.js';
export {
  type PlannedVisits,
  type Visit,
  type VisitCoverage,
  type VisitOptions,
  type VisitReport,
  visitCoverage,
} from './coverage/visitCoverage.js';
export { averageDealSize, type DealSize, type DealSizeOptions } from './deals/averageDealSize.js';
export { type Bookings, bookings } from './deals/bookings.js';
export {
  type DealColumns,
  type DealOptions,
  type DealSource,
  type GroupReader,
  toDealColumns,
} from './deals/dealColumns.js';
export type { Grouped } from './deals/grouped.js';
export {
  openPipeline,
  type Pipeline,
  type PipelineByGroup,
  type PipelineOptions,
} from './deals/openPipeline.js';
export {
  type PipelineCoverage,
  type PipelineCoverageOptions,
  pipelineCoverage,
} from './deals/pipelineCoverage.js';
export { type PipelineVelocity, pipelineVelocity } from './deals/pipelineVelocity.js';
export { type SalesCycle, type SalesCycleOptions, salesCycle } from './deals/salesCycle.js';
export type { StageChances } from './deals/stageChances.js';
export { type WinRate, type WinRateOptions, winRate } from './deals/winRate.js';
export { type ClosingCurve, closingCurve } from './forecast/closingCurve.js';
export {
  forecastPipeline,
  type PipelineForecast,
  type PipelineForecastOptions,
} from './forecast/forecastPipeline.js';
export { forecastRunRate, type RunRateForecast } from './forecast/forecastRunRate.js';
export {
  forecastToPeriodEnd,
  type PeriodForecast,
  type PeriodForecastOptions,
} from './forecast/forecastToPeriodEnd.js';
export { groupByTerritoryModel } from './forecast/groupByTerritoryModel.js';
export type { CommissionPlan, CommissionRate } from './pay/commissionPlan.js';
export type { CreditTotal, RepCredit } from './pay/creditDeals.js';
export {
  type CommissionOptions,
  type CommissionReport,
  type CommissionRow,
  type CommissionSlice,
  type CreditRow,
  payCommission,
} from './pay/payCommission.js';
export { type DrawOptions, type DrawPeriod, payDraws } from './pay/payDraws.js';
export {
  type PayForPerformance,
  type PayOptions,
  type PayRank,
  type PayRow,
  payForPerformance,
} from './pay/payForPerformance.js';
export { type SplitColumns, splitCreditColumns } from './pay/splitCreditColumns.js';
export { type Credit, type SplitReport, splitCredits } from './pay/splitCredits.js';
export type { SplitOptions, TeamDeal } from './pay/splitOptions.js';
export type { PeriodOptions } from './period.js';
export type { QuotaRow } from './quotaTable.js';
export { salesFigures } from './scorecard/salesFigures.js';
export {
  type SalesFigures,
  type SalesScorecard,
  type SalesScorecardRow,
  salesScorecard,
} from './scorecard/salesScorecard.js';
export type { PeriodQuota, SalesPeriod, SalesScorecardInput } from './scorecard/salesScorecardInput.js';
export { type Scorecard, type ScorecardTotals, scorecard } from './scorecard/scorecard.js';
export type { ScorecardBalance } from './scorecard/scorecardBalance.js';
export { scorecardFigures } from './scorecard/scorecardFigures.js';
export type { ScorecardInput, ScorecardTerritory } from './scorecard/scorecardInput.js';
export type { ScorecardRow } from './scorecard/scorecardRows.js';
export { type ConfidenceOptions, type Interval, wilsonInterval } from './statistics/wilsonInterval.js';
