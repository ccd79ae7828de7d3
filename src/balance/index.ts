export {
  assignToSeats,
  assignToSeatsAsync,
  type SeatAssignment,
  type SeatOptions,
} from './assignToSeats.js';
export { balanceTerritories, balanceTerritoriesAsync } from './balanceTerritories.js';
export { assignBooks, assignBooksAsync } from './books/assignBooks.js';
export type {
  AssignmentMeasure,
  AssignmentProblem,
  DenseCosts,
  SparseCosts,
} from './books/assignmentProblem.js';
export {
  type BooksLimits,
  type BooksOptions,
  type BooksProgress,
  defaultBooksLimits,
  defaultBooksOptions,
} from './books/booksOptions.js';
export type { BooksResult } from './books/booksResult.js';
export {
  type PartitionMeasure,
  type PartitionProblem,
  type PartitionResult,
  type PartitionSpread,
  partitionBooks,
  partitionBooksAsync,
} from './books/partitionBooks.js';
export {
  boundFreeCentres,
  boundFreeCentresAsync,
  type FreeCentreBound,
  type FreeCentreOptions,
} from './bound/freeCentres/boundFreeCentres.js';
export {
  type BalanceOptions,
  type BalanceProgress,
  balancePresets,
  defaultBalanceOptions,
} from './options.js';
export type { BalanceInput } from './prepare/balanceInput.js';
export type { ColumnInput, ColumnTerritory } from './prepare/columnInput.js';
export type { DisruptionBudget } from './prepare/findHoldings.js';
export type { PairCost } from './prepare/findPairs.js';
export type { TravelInput } from './prepare/findTravel.js';
export { prepareProblem } from './prepare.js';
export { prepareColumns } from './prepareColumns.js';
export type {
  BalanceProblem,
  BetweenTravel,
  CentreRule,
  GeometricTravel,
  MatrixTravel,
  SparseTravel,
  Travel,
} from './problem.js';
export {
  disruptionFrontier,
  disruptionFrontierAsync,
  type FrontierOptions,
} from './realign/disruptionFrontier.js';
export type { FrontierPlan } from './realign/judgePlans.js';
export { type Relabelling, relabelToIncumbent } from './realign/relabelToIncumbent.js';
export { repairAlignment, repairAlignmentAsync } from './realign/repairAlignment.js';
export type {
  BalanceCost,
  BalanceResult,
  BalanceStatus,
  BoundProof,
  LeastBudget,
  MovedValue,
  Reason,
  Violation,
} from './result.js';
export type { SearchEnds } from './searchEnds.js';
export type { SeatProblem } from './seatProblem.js';
export type { SeatSplit } from './transport/certifySeats.js';
