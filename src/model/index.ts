export type { Account, AttributeValue } from './account.js';
export {
  type AccountCheckOptions,
  type AccountField,
  checkAccounts,
  parseAccounts,
} from './checkAccounts.js';
export type { Bounds } from './checkCoordinates.js';
export { checkDeals, type DealCheckOptions, type DealField, parseDeals } from './checkDeals.js';
export type { Checked } from './checked.js';
export { checkLocks, type LockCheckOptions, type LockField, parseLocks } from './checkLocks.js';
export {
  checkMeasures,
  type MeasureCheckOptions,
  type MeasureField,
  parseMeasures,
} from './checkMeasures.js';
export type { CheckOptions, NamedColumns, RecordRule } from './checkOptions.js';
export { checkReferences, parseReferences, type ReferenceLists } from './checkReferences.js';
export { checkReps, parseReps, type RepCheckOptions, type RepField } from './checkReps.js';
export {
  checkTerritories,
  parseTerritories,
  type TerritoryCheckOptions,
  type TerritoryField,
} from './checkTerritories.js';
export { type AccountColumns, toColumns } from './columns.js';
export type { CurrencyRates } from './currency.js';
export type { Deal } from './deal.js';
export type { Lock } from './lock.js';
export type { Measure } from './measure.js';
export type { Place } from './place.js';
export type { Rep } from './rep.js';
export {
  accountSchema,
  dealSchema,
  lockSchema,
  measureSchema,
  placeSchema,
  repSchema,
  territorySchema,
} from './schemas.js';
export type { LoadLimit, Territory } from './territory.js';
