import { showValue } from '../core/issue.js';
import { type Checked, valuesOrThrow } from './checked.js';
import { type CheckOptions, defaultCheckOptions, resolveCheckOptions } from './checkOptions.js';
import { type Draft, draftRecords, type RecordKind } from './checkRecords.js';
import type { Lock } from './lock.js';
import { lockSchema } from './schemas.js';

/** Fields of a lock that can have a column. */
export type LockField = keyof Lock;

/** How locks are read. */
export type LockCheckOptions = CheckOptions<LockField, Lock>;

const lockFields: readonly LockField[] = ['accountId', 'territoryId'];

const lockKind: RecordKind<Lock> = {
  schema: lockSchema,
  shape: { fields: { accountId: 'text', territoryId: 'text' } },
  empty: () => ({}),
};

/**
 * Reads locks from records or flat rows and names everything that is wrong, odd or read differently.
 *
 * @param rows - records of {@link Lock}'s shape, or with `options.columns` flat rows as `readCsv` gives them
 * @param options - see {@link CheckOptions}; with columns, those of `accountId` and `territoryId` must be there
 * @returns the locks without error, their rows, and all issues; codes as in {@link checkAccounts}, `lock-conflict`
 * (error) for a second lock of an account to another territory, `repeated-lock` (warning) for one to the same
 * @throws {@link OptionsError} for options that are unknown or wrong
 * @remarks O(cells), deterministic; rows are not changed.
 * @example
 * ```ts
 * import { checkLocks } from 'bailiwick/model';
 * const locks = [{ accountId: 'A', territoryId: 'T1' }, { accountId: 'A', territoryId: 'T2' }];
 * checkLocks(locks).issues.map((issue) => issue.code); // => ['lock-conflict']
 * ```
 */
export function checkLocks(rows: readonly unknown[], options?: Partial<LockCheckOptions>): Checked<Lock> {
  const settings = resolveCheckOptions('checkLocks', lockFields, 2, defaultCheckOptions, options, {});
  const draft = draftRecords(rows, lockKind, settings);
  checkOncePerAccount(draft);
  return draft.finish();
}

/**
 * Reads locks as {@link checkLocks} does, and insists that none has an error.
 *
 * @param rows - see {@link checkLocks}
 * @param options - see {@link LockCheckOptions}
 * @returns one lock for every row
 * @throws {@link InputError} carrying all issues, {@link OptionsError} as in {@link checkLocks}
 */
export function parseLocks(rows: readonly unknown[], options?: Partial<LockCheckOptions>): readonly Lock[] {
  return valuesOrThrow('locks', checkLocks(rows, options));
}

function checkOncePerAccount(draft: Draft<Lock>): void {
  const rowByAccount = new Map<string, number>();
  for (let row = 0; row < draft.candidates.length; row++) {
    if (draft.failed[row] === 1) continue;
    const { accountId, territoryId } = draft.candidates[row] as unknown as Lock;
    const first = rowByAccount.get(accountId);
    if (first === undefined) {
      rowByAccount.set(accountId, row);
      continue;
    }
    const earlier = draft.candidates[first]?.territoryId as string;
    const hint = `row ${first} locks ${showValue(accountId)} to ${showValue(earlier)}`;
    if (earlier === territoryId) {
      draft.warn(row, 'accountId', 'repeated-lock', 'locked once', accountId, hint);
    } else {
      draft.reject(row, 'territoryId', 'lock-conflict', 'the territory it is locked to', territoryId, hint);
    }
  }
}
