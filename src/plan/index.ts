export { type Change, diffPlans, type PlanDiff, type PlanMove, type TerritoryChange } from './diffPlans.js';
export { hashPlan } from './hashPlan.js';
export type { Plan, PlanAssignment, PlanMeasure, PlanMoved, PlanTerritory, PlanViolation } from './plan.js';
export { solvePlan, solvePlanAsync } from './solvePlan.js';
export type { PlanCheck, PlanCheckName } from './verify/planCheck.js';
export { type PlanVerification, type VerifyOptions, verifyPlan } from './verifyPlan.js';
