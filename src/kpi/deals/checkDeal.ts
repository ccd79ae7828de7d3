import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { checkId, isId } from '../../core/records.js';
import type { Deal } from '../../model/deal.js';
import { isNumber } from '../checkAmounts.js';
import { checkNumber } from '../checkFields.js';
import { EVER } from '../period.js';

/** Whether nothing is wrong with the fields of a deal, apart from its currency, a unit of which is `worth`. */
export function isSound(deal: Deal, openedOn: number, closedOn: number, worth: number): boolean {
  const { amount, won, repId } = deal;
  const isNamed = isId(deal.id) && isId(deal.accountId) && (repId === undefined || isId(repId));
  const isWhole =
    isNamed && isNumber(amount, worth) && typeof deal.stage === 'string' && openedOn <= closedOn;
  return isWhole && (won === undefined || (typeof won === 'boolean' && closedOn < EVER));
}

/** Adds an issue for everything that is wrong with them. */
export function addDealIssues(
  deal: Deal,
  row: number,
  openedOn: number,
  closedOn: number,
  worth: number,
  issues: Issue[],
): void {
  const wrong = (field: string, code: string, expected: string, value: unknown) =>
    addIssue(issues, badValue(row, field, code, expected, value));
  checkId(deal.id, row, 'id', issues);
  checkId(deal.accountId, row, 'accountId', issues);
  if (deal.repId !== undefined) checkId(deal.repId, row, 'repId', issues);
  checkNumber(deal.amount, row, 'amount', issues, worth);
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
