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
  return firstOfEqual(
    hashes,
    (a, b) => accounts[a].name === accounts[b].name,
    (i) => name.read(accounts[i].name).text().split(' ').sort().join(' '),
  );
}

/** Entry `[i]` is the first account with the id of account i; -1 where it has none. */
export function firstOfIds(accounts: readonly Account[]): Int32Array {
  const hashes = new Int32Array(accounts.length);
  for (let i = 0; i < hashes.length; i++)
    hashes[i] = isId(accounts[i].id) ? hashText(accounts[i].id) || 1 : 0;
  return firstOfEqual(
    hashes,
    (a, b) => accounts[a].id === accounts[b].id,
    (i) => accounts[i].id,
  );
}
