import { describe, expect, it } from 'vitest';
import { drawMap } from '../../src/io/map/drawMap.js';
import { chooseInsets, showsLabel } from '../../src/io/map/insets.js';
import { dotPath, linePath } from '../../src/io/map/paths.js';
import { wrapWords } from '../../src/io/map/wrapWords.js';
import { shapeTerritories } from '../../src/io/shape/shapeTerritories.js';
import { findAll, parseMarkup, textOf } from './support/parseMarkup.js';
import { samplePlan, squareAreas } from './support/samplePlan.js';

describe('drawMap', () => {
  const { plan, accounts } = samplePlan(
    [
      { lon: 10.5, lat: 40.5, territory: 0, hours: 9.5 },
      { lon: 11.5, lat: 40.5, territory: 1, hours: 10.4 },
      { territory: 1, hours: 0 },
    ],
    2,
  );
  const areas = squareAreas(2, 1);
  const shapes = shapeTerritories(plan, accounts, { areas, outlines: areas });
  const svg = drawMap(plan, accounts, shapes, { names: { t0: 'West' } });
  const document = parseMarkup(svg);
  const byClass = (name: string) =>
    ['text', 'rect', 'path']
      .flatMap((tag) => findAll(document, tag))
      .filter(({ attributes }) => {
        return attributes.class?.split(' ').includes(name);
      });

  it('states the finding and describes itself to screen readers', () => {
    expect(textOf(findAll(document, 'title')[0])).toBe(
      'All 2 territories within limits; largest deviation −5.0\u00a0% in hours (West)',
    );
    expect(textOf(findAll(document, 'desc')[0])).toBe(
      'hours within ±5.0\u00a0% of target (tolerance ±10\u00a0%); 3 accounts',
    );
  });

  it('draws every territory once, in its colour, and its number inside', () => {
    const ground = findAll(document, 'g').find(({ attributes }) => attributes.id === 'ground')!;
    expect(findAll(ground, 'path').map(({ attributes }) => attributes['data-t'])).toEqual(['1', '2']);
    expect(new Set(findAll(ground, 'path').map(({ attributes }) => attributes.class)).size).toBe(2);
    expect(byClass('wide').map(textOf)).toEqual(['1', '2']);
  });

  it('draws a bar round zero for each territory, in the same order, and the tolerance', () => {
    expect(byClass('bar')).toHaveLength(2);
    expect(byClass('out')).toHaveLength(0);
    expect(byClass('band')).toHaveLength(1);
    const figures = byClass('end').map(textOf);
    expect(figures.filter((text) => /^[+−]/.test(text))).toEqual(['−5.0', '+4.0']);
  });

  it('marks loads outside their limits', () => {
    const far = samplePlan([{ lon: 10.5, lat: 40.5, territory: 0, hours: 99 }], 1);
    const map = drawMap(far.plan, far.accounts, shapeTerritories(far.plan, far.accounts));
    expect(map).toContain('class="bar out"');
    expect(map).toContain('1 of 1 territories outside limits');
  });

  it('says how many accounts it cannot draw', () => {
    expect(svg).toContain('Without a place and not drawn: 1.');
  });

  it('refers to nothing outside', () => {
    expect(svg).not.toMatch(/href="[^#]|url\(|@import|<script|https?:(?!\/\/www\.w3\.org\/2000\/svg")/);
  });

  it('draws a plan without places, measures or territories', () => {
    const bare = samplePlan([{ territory: -1 }], 0);
    const empty = { ...bare.plan, measures: [], assignments: [] };
    expect(() => parseMarkup(drawMap(empty, [], shapeTerritories(empty, [])))).not.toThrow();
    expect(() =>
      parseMarkup(drawMap(bare.plan, bare.accounts, shapeTerritories(bare.plan, bare.accounts))),
    ).not.toThrow();
  });

  it('copes with targets of nothing', () => {
    const { plan: sample, accounts: one } = samplePlan([{ lon: 1, lat: 1, territory: 0 }], 1);
    const territories = sample.territories.map((territory) => ({ ...territory, targets: { hours: 0 } }));
    const map = drawMap({ ...sample, territories }, one, shapeTerritories(sample, one));
    expect(map).toContain('∞');
    expect(map).not.toMatch(/NaN|Infinity/);
  });
});

describe('chooseInsets', () => {
  const label = (number: number, x: number, y: number) => ({ number, x, y, radius: 3 });

  it('shows crowded numbers together and stops where none is left', () => {
    const labels = [label(1, 100, 100), label(2, 110, 105), label(3, 400, 100)];
    const insets = chooseInsets(labels, 72, 44, 3);
    expect(insets).toHaveLength(2);
    for (const one of labels) expect(insets.some((inset) => showsLabel(inset, one))).toBe(true);
    expect(chooseInsets([], 72, 44, 3)).toEqual([]);
  });

  it('keeps to the limit', () => {
    const labels = Array.from({ length: 9 }, (_, i) => label(i, 100 * i, 0));
    expect(chooseInsets(labels, 72, 44, 3)).toHaveLength(3);
  });
});

describe('paths', () => {
  const frame = {
    width: 10,
    height: 10,
    scale: 1,
    toPaper: (lon: number, lat: number): [number, number] => [Math.round(lon), Math.round(lat)],
  };

  it('step from point to point and skip steps of nothing', () => {
    expect(
      linePath(
        [
          [1, 2],
          [3, 1],
          [3.1, 1],
          [0, 5],
        ],
        frame,
      ),
    ).toBe('M1 2l2-1-3 4');
    expect(
      linePath(
        [
          [1, 2],
          [1.2, 2.1],
        ],
        frame,
      ),
    ).toBe('');
    expect(
      dotPath([
        [1, 2],
        [4, 0],
      ]),
    ).toBe('m1 2h0m3-2h0');
  });
});

describe('wrapWords', () => {
  it('breaks between words, and within those that are too long', () => {
    expect(wrapWords('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrapWords('abcdefghij k', 4)).toEqual(['abcd', 'efgh', 'ij k']);
    expect(wrapWords('', 4)).toEqual(['']);
  });
});
