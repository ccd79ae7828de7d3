export { allocateQuota, type QuotaAllocation, type RecipientQuota } from './allocateQuota.js';
export type { QuotaInput, QuotaRecipient } from './quotaInput.js';
export type { QuotaReason } from './quotaReason.js';
export { roundToTotal } from './roundToTotal.js';
