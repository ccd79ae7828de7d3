import { isId } from '../../core/records.js';
import type { Account } from '../../model/account.js';
import { firstOfEqual } from './firstOfEqual.js';
import { hashText } from './hashText.js';
import { createNameHash, nameWords } from './normaliseName.js';

/** Entry `[i]` is the first account with the name of account i, whatever the order of its words; -1 where it has none. */
export function indexNames(accounts: readonly Account[]): Int32Array {
  const hashOf = createNameHash();
  const hashes = new Int32Array(accounts.length);
  for (let i = 0; i < hashes.length; i++) hashes[i] = hashOf(accounts[i].name);
  const first = firstOfEqual(
    hashes.length,
    (i) => hashes[i],
    (a, b) => accounts[a].name === accounts[b].name,
    (i) => sortedName(accounts[i]),
  );
  return first.map((head, i) => (hashes[i] === 0 ? -1 : head));
}

/** The words of its name in order; empty where the account has none. */
export function sortedName({ name }: Account): string {
  return typeof name === 'string' ? nameWords(name).sort().join(' ') : '';
}

/** Entry `[i]` is the first account with the id of account i. */
export function firstOfIds(accounts: readonly Account[]): Int32Array {
  const idOf = (i: number) => accounts[i].id;
  return firstOfEqual(
    accounts.length,
    (i) => (isId(idOf(i)) ? hashText(idOf(i)) : 0),
    (a, b) => idOf(a) === idOf(b),
    idOf,
  );
}
