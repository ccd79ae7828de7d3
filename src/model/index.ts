export type { Account, AttributeValue } from './account.js';
export {
  type AccountCheckOptions,
  type AccountField,
  checkAccounts,
  parseAccounts,
} from './checkAccounts.js';
export type { Bounds } from './checkCoordinates.js';
export type { Checked } from './checked.js';
export type { CheckOptions, NamedColumns, RecordRule } from './checkOptions.js';
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
