import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OptionsError } from '../../../src/core/errors.js';
import { createRandom } from '../../../src/core/random.js';
import type { Account } from '../../../src/model/account.js';
import { findDuplicates } from '../../../src/segment/quality/findDuplicates.js';
import { createNameHash, nameWords, normaliseName } from '../../../src/segment/quality/normaliseName.js';

const accountOf = (id: string, name: string, place: [number, number] | null, zip?: string): Account => ({
  id,
  name,
  ...(place === null ? {} : { lon: place[0], lat: place[1] }),
  measures: {},
  attributes: { zip: zip ?? null },
});

describe('normaliseName', () => {
  it.each([
    ['Société Générale S.A.', 'societe generale'],
    ['  AT&T   Corp. ', 'at and t'],
    ['The Company', 'company'],
    ['Inc', 'inc'],
    ['株式会社 東京', '株式会社 東京'],
    ['ﬁrst–rate (UK) Ltd', 'first rate uk'],
    ['---', ''],
  ])('writes %s as %s', (written, normal) => {
    expect(normaliseName(written)).toBe(normal);
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const once = normaliseName(name);
        fc.pre(!once.includes(' ') || !/^the | (co|company|inc|sa)$/.test(once));
        expect(normaliseName(once)).toBe(once);
      }),
    );
  });
});

describe('createNameHash', () => {
  const word = fc.constantFrom(
    'the',
    'inc',
    's.a.',
    'co',
    'café',
    'AT&T',
    "O'Neil",
    'Mary',
    '7',
    '—',
    '&',
    '東京',
  );
  const name = fc.array(word, { maxLength: 5 }).map((words) => words.join(' '));

  it('agrees exactly for names with the same words in whatever order, written in ASCII or not', () => {
    const hashOf = createNameHash();
    fc.assert(
      fc.property(name, fc.oneof(name, fc.constant(null)), word, (a, other, last) => {
        const b = other ?? `${a} ${last}`;
        const [wordsA, wordsB] = [a, b].map((each) => nameWords(each).sort().join(' '));
        expect(hashOf(a) === hashOf(b)).toBe(wordsA === wordsB);
        expect(hashOf(a) === 0).toBe(wordsA === '');
        // Turned round behind a word that is no legal form, and before one.
        expect(hashOf(`Mercy ${a} x`)).toBe(hashOf(`mercy ${a.split(' ').reverse().join(', ')} X`));
        expect(hashOf(`Mercy ${a} é`)).toBe(hashOf(`MERCY ${a} e`));
      }),
      { numRuns: 1000 },
    );
  });

  it('gives 0 for what is no text', () => {
    expect([undefined, null, 7, '', ' - '].map(createNameHash())).toEqual([0, 0, 0, 0, 0]);
  });
});

describe('findDuplicates', () => {
  it('joins equal names that lie together, whatever the order of words, and no others', () => {
    const groups = findDuplicates([
      accountOf('1', 'Saint Mary Hospital', [10, 50]),
      accountOf('2', 'Hospital Saint-Mary', [10.001, 50.001]),
      accountOf('3', 'Saint Mary Hospital', [10.1, 50]),
      accountOf('4', 'Saint Mary Hospital', null),
    ]);
    expect(groups.map(({ keep, merge, reasons }) => [keep, merge, reasons])).toEqual([
      [0, [1], ['same-name-and-place']],
    ]);
  });

  it.each([
    [255, 1],
    [256, 0],
  ])('looks past %i others of a band for an alike name: %i groups', (others, groups) => {
    // One band, 0.2625 km high: the others lie between the two from west to east, but 0.26 km further north.
    const south = (38_200 * 1.05 * 0.25) / 111.19508 - 90;
    const rows = [
      accountOf('first', 'Mercy General Hospital', [0, south + 0.00001]),
      ...Array.from({ length: others }, (_, i) =>
        accountOf(`${i}`, `${i * i} Union ${i}`, [0.00025, south + 0.00235]),
      ),
      accountOf('last', 'Mercy Genral Hospital', [0.0005, south + 0.00001]),
    ];
    const found = findDuplicates(rows).filter(({ keep }) => keep === 0);
    expect(found.map(({ merge }) => merge)).toEqual(groups === 0 ? [] : [[rows.length - 1]]);
  });

  it.each([
    [63, 1],
    [64, 0],
  ])('compares an alike name past %i others in one spot: %i groups', (others, groups) => {
    const rows = [
      accountOf('first', 'Mercy General Hospital', [10, 50]),
      ...Array.from({ length: others }, (_, i) => accountOf(`${i}`, `${i * i} Union ${i}`, [10, 50])),
      accountOf('last', 'Mercy Genral Hospital', [10, 50]),
    ];
    const found = findDuplicates(rows).filter(({ keep }) => keep === 0);
    expect(found.map(({ merge }) => merge)).toEqual(groups === 0 ? [] : [[rows.length - 1]]);
  });

  it('compares an alike name with each name of a place once, however many have it', () => {
    const rows = [
      accountOf('first', 'Mercy General Hospital', [10, 50]),
      ...Array.from({ length: 400 }, (_, i) => accountOf(`${i}`, `${(i % 4) ** 5} Union`, [10, 50])),
      accountOf('last', 'Mercy Genral Hospital', [10, 50]),
    ];
    const groups = findDuplicates(rows);
    expect(groups.map(({ merge }) => merge.length)).toEqual([1, 99, 99, 99, 99]);
    expect(groups[0]).toMatchObject({ keep: 0, merge: [401], reasons: ['alike-name-and-place'] });
  });

  it('joins names with a slip of the pen where they lie together', () => {
    const rows = [
      accountOf('1', 'Mercy General Hospital', [10, 50]),
      accountOf('2', 'Mercy Genral Hospital', [10, 50]),
      accountOf('3', 'Union Savings Bank', [10, 50]),
    ];
    expect(findDuplicates(rows).map(({ merge }) => merge)).toEqual([[1]]);
    expect(findDuplicates(rows, { similarity: 1 })).toEqual([]);
  });

  it('finds neighbours across the antimeridian, and takes 0, 0 for no place', () => {
    const groups = findDuplicates([
      accountOf('1', 'Taveuni Island Clinic', [179.9999, -16.8]),
      accountOf('2', 'Taveuni Island Clinic', [-179.9999, -16.8]),
      accountOf('3', 'Alpha', [0, 0]),
      accountOf('4', 'Alpha', [0, 0]),
      accountOf('5', 'Taveuni Island Clinik', [-179.9998, -16.8]),
    ]);
    expect(groups.map(({ keep, merge }) => [keep, ...merge])).toEqual([[0, 1, 4]]);
  });

  it('joins equal names of one area only where a place is missing', () => {
    const rows = [
      accountOf('1', 'Alpha', [10, 50], '75001'),
      accountOf('2', 'Alpha', [10.1, 50], '75001'),
      accountOf('3', 'alpha inc', null, '75001'),
      accountOf('4', 'Alpha', null, '75002'),
    ];
    const groups = findDuplicates(rows, { area: ({ attributes }) => attributes.zip as string });
    expect(groups.map(({ keep, merge, reasons }) => [keep, merge, reasons])).toEqual([
      [0, [2], ['same-name-and-area']],
    ]);
  });

  it('does not make one of two that lie apart, whenever the one without a place comes', () => {
    const apart = [accountOf('1', 'Alpha', [10, 50], '75001'), accountOf('2', 'Alpha', [10.1, 50], '75001')];
    const lost = [accountOf('3', 'Alpha', null, '75001'), accountOf('4', 'Alpha', null, '75001')];
    for (const rows of [
      [...apart, ...lost],
      [...lost, ...apart],
      [lost[0], apart[0], lost[1], apart[1]],
    ]) {
      const groups = findDuplicates(rows, { area: ({ attributes }) => attributes.zip as string });
      expect(groups.map(({ keep, merge }) => [keep, ...merge].map((row) => rows[row].id).sort())).toEqual([
        ['1', '3', '4'],
      ]);
    }
  });

  it('proposes to keep the fullest record, and says what a merge fills and where records differ', () => {
    const [group] = findDuplicates([
      { id: '1', name: 'A', measures: { beds: 3, rooms: 1 }, attributes: {} },
      { id: '1', name: 'B', lon: 5, lat: 5, measures: { beds: 4 }, attributes: {} },
    ]);
    expect(group).toEqual({
      keep: 1,
      merge: [0],
      reasons: ['same-id'],
      fills: ['measures.rooms'],
      conflicts: ['measures.beds', 'name'],
    });
  });

  it('finds what comparing all pairs finds', () => {
    const random = createRandom(11);
    for (let trial = 0; trial < 30; trial++) {
      const names = ['north clinic', 'north clinik', 'south bank', 'east', 'weast'];
      const rows = Array.from({ length: 60 }, (_, i) =>
        accountOf(`${i}`, names[random.nextBelow(5)], [
          (trial % 2 ? 179.95 : 7) +
            0.1 * random.nextShare() -
            (random.nextBelow(2) ? 360 * (trial % 2) : 0) <
          -180
            ? -180
            : Math.min(180, (trial % 2 ? 179.95 : 7) + 0.05 * random.nextShare()),
          trial * 2.9 + 0.05 * random.nextShare(),
        ]),
      );
      const kmBetween = (a: Account, b: Account) => {
        const radians = Math.PI / 180;
        const [la, lb] = [a.lat as number, b.lat as number];
        const h =
          Math.sin(((lb - la) * radians) / 2) ** 2 +
          Math.cos(la * radians) *
            Math.cos(lb * radians) *
            Math.sin((((a.lon as number) - (b.lon as number)) * radians) / 2) ** 2;
        return 2 * 6371.0088 * Math.asin(Math.sqrt(h));
      };
      const alike = (a: string, b: string) =>
        a === b ||
        (a.startsWith('north') && b.startsWith('north')) ||
        (a.endsWith('east') && b.endsWith('east'));
      const found = new Set(
        findDuplicates(rows, { withinKm: 0.5, similarity: 0.6 }).flatMap(({ keep, merge }) => [
          keep,
          ...merge,
        ]),
      );
      rows.forEach((a, i) => {
        const distances = rows.flatMap((b, j) =>
          i !== j && alike(a.name as string, b.name as string) ? [kmBetween(a, b)] : [],
        );
        const nearest = Math.min(...distances);
        if (nearest < 0.48) expect(found.has(i)).toBe(true);
        if (nearest > 0.52) expect(found.has(i)).toBe(false);
      });
    }
  });

  it('joins thousands that share a name and a point', () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => accountOf(`${i}`, 'Kiosk', [10, 50]));
    expect(findDuplicates(rows)[0].merge).toHaveLength(19_999);
  });

  it('refuses a distance of 0 and a likeness above 1', () => {
    expect(() => findDuplicates([], { withinKm: 0, similarity: 2 })).toThrow(OptionsError);
    expect(findDuplicates([])).toEqual([]);
  });
});
