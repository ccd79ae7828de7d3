import { buildCsr } from '../../core/csr.js';
import { isRecord } from '../../core/records.js';
import type { Account } from '../../model/account.js';
import type { Territory } from '../../model/territory.js';
import type { Findings } from '../findings.js';
import type { SparseTravel } from '../problem.js';

/** A cost of one trip for a pair of account and territory. */
export interface PairCost {
  readonly accountId: string;
  readonly territoryId: string;
  /** Finite, 0 or more. */
  readonly cost: number;
}

/** The records that travel is between. */
export interface TravelEnds {
  readonly accounts: readonly Account[];
  readonly territories: readonly Territory[];
  /** Entry by id is the position of an account. */
  readonly accountIndex: ReadonlyMap<string, number>;
  /** Entry by id is the position of a territory. */
  readonly territoryIndex: ReadonlyMap<string, number>;
}

/** Costs of pairs in columns, by account and then by territory; O(pairs). */
export function findPairs(
  rows: readonly PairCost[],
  { accounts, territories, accountIndex, territoryIndex }: TravelEnds,
  findings: Findings,
): SparseTravel {
  const accountOf = new Int32Array(rows.length);
  const territoryOf = new Int32Array(rows.length);
  const cost = new Float64Array(rows.length);
  const good: number[] = [];
  for (let row = 0; row < rows.length; row++) {
    if (!isRecord(rows[row])) {
      findings.add(row, 'travel.costs', 'wrong-type', 'a record', rows[row]);
      continue;
    }
    const { accountId, territoryId } = rows[row];
    const i = accountIndex.get(accountId);
    const j = territoryIndex.get(territoryId);
    if (i === undefined)
      findings.add(row, 'travel.costs.accountId', 'unknown-account', 'the id of a given account', accountId);
    if (j === undefined) {
      const expected = 'the id of a given territory';
      findings.add(row, 'travel.costs.territoryId', 'unknown-territory', expected, territoryId);
    }
    cost[row] = findings.number(row, 'travel.costs.cost', rows[row].cost, 0);
    if (i === undefined || j === undefined) continue;
    accountOf[row] = i;
    territoryOf[row] = j;
    good.push(row);
  }
  // Sorted by territory, then by account: within an account territories stay in order.
  const byTerritory = buildCsr(
    territories.length,
    Int32Array.from(good, (row) => territoryOf[row]),
    Int32Array.from(good),
  ).targets;
  const { offsets, targets } = buildCsr(
    accounts.length,
    byTerritory.map((row) => accountOf[row]),
    byTerritory,
  );
  for (let e = 1; e < targets.length; e++) {
    const row = targets[e];
    const before = targets[e - 1];
    if (accountOf[row] !== accountOf[before] || territoryOf[row] !== territoryOf[before]) continue;
    const pair = `${rows[row].accountId}, ${rows[row].territoryId}`;
    findings.add(row, 'travel.costs', 'duplicate-pair', `a pair that is not in row ${before}`, pair);
  }
  return {
    kind: 'sparse',
    offsets,
    territories: targets.map((row) => territoryOf[row]),
    costs: Float64Array.from(targets, (row) => cost[row]),
  };
}
