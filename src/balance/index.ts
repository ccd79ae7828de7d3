export {
  assignToSeats,
  assignToSeatsAsync,
  type SeatAssignment,
  type SeatOptions,
  type SeatProblem,
} from './assignToSeats.js';
export { balanceTerritories, balanceTerritoriesAsync } from './balanceTerritories.js';
export {
  type BalanceOptions,
  type BalanceProgress,
  balancePresets,
  defaultBalanceOptions,
} from './options.js';
export { type BalanceInput, prepareProblem, type TravelInput } from './prepare.js';
export type {
  BalanceProblem,
  BetweenTravel,
  CentreRule,
  GeometricTravel,
  MatrixTravel,
  Travel,
} from './problem.js';
export type { BalanceCost, BalanceResult, BalanceStatus, Reason, Violation } from './result.js';
export type { SeatSplit } from './transport/certifySeats.js';
