export { allocateQuota, type QuotaAllocation, type RecipientQuota } from './allocation/allocateQuota.js';
export type { QuotaInput, QuotaRecipient } from './allocation/quotaInput.js';
export type { QuotaReason } from './allocation/quotaReason.js';
export { type ApportionMethod, type ApportionOptions, apportion } from './rounding/apportion.js';
export { roundToTotal } from './rounding/roundToTotal.js';
export { allocateTable, type QuotaTable, type QuotaTableInput } from './table/allocateTable.js';
export { type FitOptions, fitTable, type TableFit } from './table/fitTable.js';
export type { TableAxis, TableInput, TableMargin, TableReason } from './table/tableInput.js';
