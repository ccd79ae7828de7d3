export type { Account, AttributeValue } from './account.js';
export type { Deal } from './deal.js';
export type { Lock } from './lock.js';
export type { Measure } from './measure.js';
export type { Place } from './place.js';
export type { Rep } from './rep.js';
export type { LoadLimit, Territory } from './territory.js';
