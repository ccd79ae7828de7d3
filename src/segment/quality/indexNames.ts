import { isId } from '../../core/records.js';
import type { Account } from '../../model/account.js';
import { firstOfEqual } from './firstOfEqual.js';
import { hashText } from './hashText.js';
import { NameReader } from './nameReader.js';

/** Entry `[i]` is the first account with the name of account i, whatever the order of its words; -1 where it has none. */
export function indexNames(accounts: readonly Account[]): Int32Array {
  const name = new NameReader();
  const hashes = new Int32Array(accounts.length);
  for (let i = 0; i < hashes.length; i++) hashes[i] = name.read(accounts[i].name).hash();
  const first = firstOfEqual(
    hashes.length,
    (i) => hashes[i],
    (a, b) => accounts[a].name === accounts[b].name,
    (i) => name.read(accounts[i].name).text().split(' ').sort().join(' '),
  );
  for (let i = 0; i < first.length; i++) if (hashes[i] === 0) first[i] = -1;
  return first;
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
