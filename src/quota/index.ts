export {
  allocateQuota,
  type QuotaAllocation,
  type QuotaInput,
  type QuotaRecipient,
  type RecipientQuota,
} from './allocateQuota.js';
export type { QuotaReason } from './quotaReason.js';
export { roundToTotal } from './roundToTotal.js';
