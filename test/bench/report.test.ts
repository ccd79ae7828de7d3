import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const { makePage } = await import(
  /* @vite-ignore */ fileURLToPath(new URL('../../bench/report.mjs', import.meta.url))
);

const result = (name: string, work: string, isReached: boolean | null = true) => ({
  name,
  title: `Bench ${name}`,
  machine: 'a machine',
  figures: [
    {
      work,
      wanted: 'much',
      measured: 'enough',
      isReached,
      tried: `saws on ${work}`,
      obstacle: `knots in ${work}`,
    },
  ],
  records: [
    { case: 'small', method: 'ours', seed: 1, cpuSeconds: 2, gap: Number.NaN },
    { case: 'small', method: 'theirs', seed: 1, cpuSeconds: 3, gap: Number.NaN },
  ],
});

/** First cells of the table of figures. */
const worksOf = (page: string) =>
  (page.split('## Bench')[0] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) => (line.split('|')[1] ?? '').trim());

it('lists figures in the order of the page, with a row for each bench that was not run', () => {
  const page = makePage([result('zebra', 'stripes'), result('books', 'shelves'), result('seats', 'chairs')]);
  const works = worksOf(page);
  expect(works[0]).toBe('chairs');
  expect(works.indexOf('shelves')).toBeGreaterThan(works.indexOf('CCCP and CPMP'));
  expect(works.indexOf('same bytes')).toBeGreaterThan(works.indexOf('shelves'));
  expect(works.at(-1)).toBe('stripes');
  const missing = page.split('\n').find((line: string) => line.startsWith('| same bytes'));
  expect(missing).toMatch(/not run .*not known/);
  expect(missing).toContain('npm run bench -- sameBytes');
});

it('counts what is reached, and says of what is not what was tried and what stands in the way', () => {
  const page = makePage([result('seats', 'chairs'), result('books', 'shelves', false)]);
  expect(page).toContain('1 of 13 are reached');
  expect(page).toContain('- **shelves**\n  - tried: saws on shelves\n  - in the way: knots in shelves');
  expect(page).not.toContain('saws on chairs');
  expect(page).not.toContain('knots in chairs');
});

it('shows medians and ratios, without columns that have no value', () => {
  const page = makePage([result('seats', 'chairs')]);
  const lines = page.split('## Bench seats')[1].split('\n');
  expect(lines.find((line: string) => line.startsWith('| case'))).not.toContain('gap');
  expect(lines.find((line: string) => line.includes('theirs'))).toMatch(/\| +3 \| +1\.5 \|$/);
});
