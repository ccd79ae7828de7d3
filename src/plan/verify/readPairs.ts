import type { TravelInput } from '../../balance/prepare/findTravel.js';

/** Cost of one trip by the ids of account and territory; nothing where the pair is not listed. */
export function readPairs({ costs }: Extract<TravelInput, { kind: 'sparse' }>) {
  const byAccount = new Map<string, Map<string, number>>();
  for (const { accountId, territoryId, cost } of costs) {
    const own = byAccount.get(accountId) ?? new Map<string, number>();
    byAccount.set(accountId, own.set(territoryId, cost));
  }
  return (accountId: string, territoryId: string) => byAccount.get(accountId)?.get(territoryId);
}
