import type { Account } from '../../model/account.js';
import { escapeMarkup } from '../escapeMarkup.js';
import type { TableCell, TableColumn } from '../formatTable.js';
import type { PlannedAccount } from '../joinAccounts.js';
import type { TerritoryShapes } from '../shape/shapeTerritories.js';
import { headerCell, isNumeric } from './cell.js';

/** Writes the accounts: an empty table with its controls, and the data from which the script fills it page by page. */
export function writeAccountsSection(
  accounts: readonly PlannedAccount[],
  shapes: TerritoryShapes,
  names: Readonly<Record<string, string>>,
  columns: readonly TableColumn<Account>[],
): string {
  const rows = accounts.map(({ account, territory }): TableCell[] => [
    territory,
    account.id,
    account.name ?? null,
    ...columns.map(({ value }) => value(account)),
  ]);
  const numeric = columns.map((_, c) => isNumeric(rows.map((cells) => cells[c + 3])));
  const territories = shapes.territories.map(({ id, number }) => [number, names[id] ?? id] as const);
  const data = {
    territories,
    columns: [
      ...Array.from({ length: 3 }, () => ({ isNumber: false })),
      ...columns.map(({ as, decimals }, c) => ({ isNumber: numeric[c], as, decimals })),
    ],
    rows,
  };
  const choices = territories
    .map(([number, name], t) => ({ t, number, name }))
    .sort((one, other) => one.number - other.number)
    .map(({ t, number, name }) => `<option value="${t}">${number} ${escapeMarkup(name)}</option>`);
  const heads = columns.map(({ header }, c) => headerCell(header, numeric[c]));
  return (
    '<section aria-labelledby="accounts-heading"><h2 id="accounts-heading">Accounts</h2>' +
    '<noscript><p>The list of accounts needs scripts, which are off.</p></noscript>' +
    '<div class="controls" role="search"><label>Search by name, id or any text<input id="search" type="search" autocomplete="off" /></label>' +
    `<label>Territory<select id="territory"><option value="">all</option><option value="-1">none</option>${choices.join('')}</select></label></div>` +
    '<div class="scroll" role="region" aria-labelledby="accounts-heading" tabindex="0"><table id="accounts">' +
    `<thead><tr>${['Account', 'Name', 'Territory'].map((text) => headerCell(text, false)).join('')}${heads.join('')}</tr></thead><tbody></tbody></table></div>` +
    '<div class="pager"><button type="button" id="back">Back</button><button type="button" id="next">Next</button><span id="shown" role="status"></span></div>' +
    '<p id="said" class="hidden" role="status"></p></section>' +
    `<script type="application/json" id="data">${dataBlock(data)}</script>`
  );
}

/** JSON that cannot end the element it stands in. */
function dataBlock(data: unknown): string {
  return JSON.stringify(data).replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
