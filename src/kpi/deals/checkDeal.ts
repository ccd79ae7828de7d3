import { badValue, type Issue } from '../../core/issue.js';
import { checkId, isId } from '../../core/records.js';
import type { Deal } from '../../model/deal.js';
import { EVER } from '../period.js';

/** Whether nothing is wrong with the fields of a deal. */
export function isSound(deal: Deal, openedOn: number, closedOn: number): boolean {
  const { amount, won, currency, repId } = deal;
  const isNamed = isId(deal.id) && isId(deal.accountId) && (repId === undefined || isId(repId));
  const isWhole =
    isNamed && Number.isFinite(amount) && typeof deal.stage === 'string' && openedOn <= closedOn;
  const isPriced = isWhole && (currency === undefined || typeof currency === 'string');
  return isPriced && (won === undefined || (typeof won === 'boolean' && closedOn < EVER));
}

/** Adds an issue for everything that is wrong with the fields of a deal. */
export function addDealIssues(
  deal: Deal,
  row: number,
  openedOn: number,
  closedOn: number,
  issues: Issue[],
): void {
  const wrong = (field: string, code: string, expected: string, value: unknown) =>
    issues.push(badValue(row, field, code, expected, value));
  checkId(deal.id, row, 'id', issues);
  checkId(deal.accountId, row, 'accountId', issues);
  if (deal.repId !== undefined) checkId(deal.repId, row, 'repId', issues);
  if (!Number.isFinite(deal.amount)) wrong('amount', 'not-finite', 'a finite amount', deal.amount);
  if (deal.currency !== undefined && typeof deal.currency !== 'string') {
    wrong('currency', 'wrong-type', 'the code of a currency, or absent', deal.currency);
  }
  if (typeof deal.stage !== 'string') wrong('stage', 'wrong-type', 'the name of a stage', deal.stage);
  if (Number.isNaN(openedOn)) wrong('openedOn', 'bad-date', 'a day as YYYY-MM-DD', deal.openedOn);
  if (Number.isNaN(closedOn)) wrong('closedOn', 'bad-date', 'a day as YYYY-MM-DD', deal.closedOn);
  if (openedOn > closedOn) {
    wrong('closedOn', 'closed-before-opened', `on or after openedOn ${deal.openedOn}`, deal.closedOn);
  }
  if (deal.won === undefined) return;
  if (typeof deal.won !== 'boolean') wrong('won', 'wrong-type', 'true or false', deal.won);
  if (deal.closedOn === undefined) {
    wrong('won', 'outcome-while-open', 'left out while the deal has no closedOn', deal.won);
  }
}
