/**
 * The whole library through one door. Each room is also an entry of its own (`bailiwick/balance`), which keeps
 * bundles of tools that do not shake trees small.
 *
 * @packageDocumentation
 */
// biome-ignore assist/source/organizeImports: rooms stand in the order of the map, not of the alphabet.
export * from './core/index.js';
export * from './model/index.js';
export * from './segment/index.js';
export * from './geo/index.js';
export * from './balance/index.js';
export * from './quota/index.js';
export * from './kpi/index.js';
export * from './plan/index.js';
export * from './io/index.js';
export * from './worker/index.js';
