/**
 * What the report can do: sort tables, search accounts, show a territory on the map. It reads the accounts from the
 * data block and writes texts only as text. Constant: the content security policy names its hash.
 */
export const REPORT_SCRIPT = `
'use strict';
(() => {
  const PAGE = 50;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (id) => document.getElementById(id);
  const collator = new Intl.Collator('en', { numeric: true });
  const rank = (a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(a, b));
  const sortBy = (rows, key, direction) =>
    rows
      .map((row, i) => ({ row, i, value: key(row) }))
      .sort((a, b) => {
        if (a.value === null || b.value === null) return (a.value === null) - (b.value === null) || a.i - b.i;
        return direction * rank(a.value, b.value) || a.i - b.i;
      })
      .map(({ row }) => row);

  const onSort = (table, sort) => {
    const headers = all('thead th', table);
    headers.forEach((header, column) => {
      header.querySelector('button').addEventListener('click', () => {
        const direction = header.getAttribute('aria-sort') === 'ascending' ? -1 : 1;
        headers.forEach((other) => other.removeAttribute('aria-sort'));
        header.setAttribute('aria-sort', direction === 1 ? 'ascending' : 'descending');
        sort(column, direction);
        one('said').textContent = 'Sorted by ' + header.textContent + (direction === 1 ? ', ascending' : ', descending');
      });
    });
  };

  const scorecard = one('scorecard');
  const body = scorecard.tBodies[0];
  const cellValue = (column) => (row) => {
    const { v } = row.cells[column].dataset;
    return v === undefined ? row.cells[column].textContent : v === '' ? null : Number(v);
  };
  onSort(scorecard, (column, direction) => body.append(...sortBy([...body.rows], cellValue(column), direction)));

  const data = JSON.parse(one('data').textContent);
  const fold = (text) => text.normalize('NFD').replace(/\\p{M}/gu, '').toLowerCase();
  const territoryName = (t) => (t < 0 ? '' : data.territories[t][0] + ' ' + data.territories[t][1]);
  const accounts = data.rows.map((cells) => ({
    cells,
    text: fold([territoryName(cells[0]), ...cells.slice(1).filter((cell) => typeof cell === 'string')].join(' ')),
  }));
  const show = (value, { as, decimals }) => {
    if (value === null) return '\\u2013';
    if (typeof value === 'string') return value;
    const isShare = as === 'percent' || as === 'deviation';
    const figure = Math.abs(isShare ? 100 * value : value).toFixed(decimals ?? (isShare ? 1 : 0));
    const sign = !/[1-9]/.test(figure) ? '' : value < 0 ? '\\u2212' : as === 'deviation' ? '+' : '';
    return sign + figure.replace(/\\B(?=(\\d{3})+(?!\\d))(?<!\\.\\d*)/g, ',') + (isShare ? '\\u00a0%' : '');
  };

  const table = one('accounts');
  const search = one('search');
  const territory = one('territory');
  let order = accounts;
  let found = accounts;
  let page = 0;

  const makeRow = ({ cells }) => {
    const row = document.createElement('tr');
    if (cells[0] >= 0) row.dataset.t = data.territories[cells[0]][0];
    data.columns.forEach((column, c) => {
      const cell = document.createElement(c === 0 ? 'th' : 'td');
      if (c === 0) cell.scope = 'row';
      else cell.className = column.isNumber ? 'n' : 'name';
      const isolated = document.createElement('bdi');
      isolated.textContent = c === 2 ? territoryName(cells[0]) : show(cells[c < 2 ? c + 1 : c], column);
      cell.append(isolated);
      row.append(cell);
    });
    return row;
  };
  const draw = () => {
    const last = Math.max(0, Math.ceil(found.length / PAGE) - 1);
    page = Math.min(page, last);
    const rows = found.slice(page * PAGE, (page + 1) * PAGE);
    table.tBodies[0].replaceChildren(...rows.map(makeRow));
    const count = (value) => show(value, {});
    one('shown').textContent =
      found.length === 0
        ? 'No account matches.'
        : count(page * PAGE + 1) + '\\u2013' + count(page * PAGE + rows.length) + ' of ' + count(found.length) +
          (found.length < accounts.length ? ' that match, ' + count(accounts.length) + ' in all' : ' accounts');
    one('back').disabled = page === 0;
    one('next').disabled = page === last;
  };
  const filter = () => {
    const words = fold(search.value).split(/\\s+/).filter(Boolean);
    const chosen = territory.value === '' ? null : Number(territory.value);
    found = order.filter(
      ({ cells, text }) => (chosen === null || cells[0] === chosen) && words.every((word) => text.includes(word)),
    );
    page = 0;
    draw();
  };
  onSort(table, (column, direction) => {
    const key = ({ cells }) =>
      column === 2 ? (cells[0] < 0 ? null : data.territories[cells[0]][0]) : cells[column < 2 ? column + 1 : column];
    order = sortBy(order, key, direction);
    filter();
  });
  const turn = (step) => () => {
    page += step;
    draw();
  };
  search.addEventListener('input', filter);
  territory.addEventListener('change', filter);
  one('back').addEventListener('click', turn(-1));
  one('next').addEventListener('click', turn(1));
  body.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (button === null) return;
    territory.value = button.value;
    search.value = '';
    filter();
    one('accounts-heading').scrollIntoView();
    territory.focus({ preventScroll: true });
  });

  const light = (on) => (event) => {
    const t = event.target.closest?.('tr[data-t]')?.dataset.t;
    if (t === undefined) return;
    all('#ground [data-t="' + t + '"]').forEach((shape) => shape.classList.toggle('on', on));
  };
  for (const type of ['mouseover', 'focusin']) document.addEventListener(type, light(true));
  for (const type of ['mouseout', 'focusout']) document.addEventListener(type, light(false));
  draw();
})();
`;
