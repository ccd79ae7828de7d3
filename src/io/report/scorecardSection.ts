import type { Plan, PlanTerritory } from '../../plan/plan.js';
import { escapeMarkup } from '../escapeMarkup.js';
import type { TableCell, TableColumn } from '../formatTable.js';
import { deviationOf, measureName } from '../map/deviations.js';
import type { TerritoryShapes } from '../shape/shapeTerritories.js';
import { headerCell, isNumeric, isolate, showCell } from './cell.js';

/** Writes the scorecard: a row for each territory in the order of the numbers, the totals below. */
export function writeScorecardSection<Row extends { readonly territoryId: string }>(
  shapes: TerritoryShapes,
  names: Readonly<Record<string, string>>,
  rows: readonly Row[],
  columns: readonly TableColumn<Row>[],
): string {
  const index = new Map(shapes.territories.map(({ id }, t) => [id, t]));
  const sorted = rows
    .map((row) => ({ row, t: index.get(row.territoryId)! }))
    .sort((one, other) => shapes.territories[one.t].number - shapes.territories[other.t].number);
  const cells = columns.map(({ value }) => sorted.map(({ row }) => value(row)));
  const numeric = cells.map(isNumeric);
  const lines = sorted.map(({ row, t }, r) => {
    const { number, colour } = shapes.territories[t];
    const name = isolate(names[row.territoryId] ?? row.territoryId);
    return (
      `<tr data-t="${number}"><th scope="row" data-v="${number}"><span class="chip k${colour}">${number}</span>` +
      `<button type="button" value="${t}" title="Show its accounts">${name}</button></th>` +
      `${columns.map((column, c) => bodyCell(cells[c][r], column, numeric[c])).join('')}</tr>`
    );
  });
  const heads = columns.map(({ header }, c) => headerCell(header, numeric[c]));
  return (
    '<section aria-labelledby="scorecard-heading"><h2 id="scorecard-heading">Scorecard</h2>' +
    '<p class="note skip">Headers sort; a name shows the accounts of the territory.</p>' +
    '<div class="scroll" role="region" aria-labelledby="scorecard-heading" tabindex="0"><table id="scorecard">' +
    `<thead><tr>${headerCell('Territory', false).replace('<th', '<th aria-sort="ascending"')}${heads.join('')}</tr></thead>` +
    `<tbody>${lines.join('\n')}</tbody>${totals(columns, numeric)}</table></div></section>`
  );
}

function bodyCell<Row>(value: TableCell, column: TableColumn<Row>, isNumber: boolean): string {
  const text = typeof value === 'string' ? isolate(value) : showCell(value, column);
  return isNumber ? `<td class="n" data-v="${value ?? ''}">${text}</td>` : `<td>${text}</td>`;
}

function totals<Row>(columns: readonly TableColumn<Row>[], numeric: readonly boolean[]): string {
  if (columns.every(({ total }) => total === undefined)) return '';
  const cells = columns.map((column, c) => {
    const text = column.total === undefined ? '' : escapeMarkup(showCell(column.total, column));
    return `<td${numeric[c] ? ' class="n"' : ''}>${text}</td>`;
  });
  return `<tfoot><tr><th scope="row">All</th>${cells.join('')}</tr></tfoot>`;
}

type PlanRow = PlanTerritory & { readonly territoryId: string };

/** The scorecard that a plan has in itself. */
export function planScorecard(plan: Plan): [rows: PlanRow[], columns: TableColumn<PlanRow>[]] {
  const rows = plan.territories.map((territory) => ({ ...territory, territoryId: territory.id }));
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const loads = plan.measures.flatMap((measure): TableColumn<PlanRow>[] => [
    {
      header: `${measureName(measure)}${measure.unit === undefined ? '' : `, ${measure.unit}`}`,
      value: ({ loads }) => loads[measure.id] ?? null,
      total: sum(rows.map(({ loads }) => loads[measure.id] ?? 0)),
    },
    {
      header: `${measureName(measure)} off target`,
      value: (row) => {
        const deviation = deviationOf(row, measure.id);
        return Number.isFinite(deviation) ? deviation : null;
      },
      as: 'deviation',
    },
  ]);
  const accounts: TableColumn<PlanRow> = {
    header: 'Accounts',
    value: ({ accounts }) => accounts,
    total: sum(rows.map(({ accounts }) => accounts)),
  };
  return [rows, [accounts, ...loads]];
}
