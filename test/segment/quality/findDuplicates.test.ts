import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OptionsError } from '../../../src/core/errors.js';
import { createRandom } from '../../../src/core/random.js';
import type { Account } from '../../../src/model/account.js';
import { findDuplicates } from '../../../src/segment/quality/findDuplicates.js';
import { countPairs, NameReader, pairAt } from '../../../src/segment/quality/nameReader.js';
import { normaliseName } from '../../../src/segment/quality/normaliseName.js';

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

describe('NameReader', () => {
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
    const reader = new NameReader();
    const hashOf = (each: string) => reader.read(each).hash();
    fc.assert(
      fc.property(name, fc.oneof(name, fc.constant(null)), word, (a, other, last) => {
        const b = other ?? `${a} ${last}`;
        const [wordsA, wordsB] = [a, b].map((each) => normaliseName(each).split(' ').sort().join(' '));
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
    const reader = new NameReader().read('Alpha');
    expect([undefined, null, 7, '', ' - '].map((each) => reader.read(each).hash())).toEqual([0, 0, 0, 0, 0]);
  });

  it('reads every character as Unicode has it, alone and within a word', () => {
    // What the whole text gives at once, but for the sigma at the end of a word.
    const normalOf = (name: string) =>
      (
        name
          .normalize('NFKD')
          .toLowerCase()
          .replace(/[\p{M}’'`.]/gu, '')
          .replaceAll('&', ' and ')
          .match(/[\p{L}\p{N}]+/gu) ?? []
      )
        .join(' ')
        .replaceAll('ς', 'σ');
    const reader = new NameReader();
    const wrong: string[] = [];
    for (let code = 0; code < 0x3_0000; code++) {
      for (const name of [`Z${String.fromCodePoint(code)}z`, `${String.fromCodePoint(code)} z`])
        if (reader.read(name).text() !== normalOf(name)) wrong.push(code.toString(16));
    }
    expect(wrong).toEqual([]);
  });

  it('has the pairs of letters of a name, with the space before and behind each word', () => {
    const reader = new NameReader().read('The A.B. c Ltd');
    const pairOf = (pair: string) => 128 * pair.charCodeAt(0) + pair.charCodeAt(1);
    expect(Array.from({ length: countPairs(reader) }, (_, p) => pairAt(reader, p))).toEqual(
      [' a', 'ab', 'b ', ' c', 'c '].map(pairOf),
    );
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

  it('compares all of a cell with each other where there are no more than 64', () => {
    const union = (i: number) => accountOf(`${i}`, `${i * i} Union ${i}`, [10, 50]);
    const rows = [
      accountOf('first', 'Mercy General Hospital', [10, 50]),
      ...Array.from({ length: 62 }, (_, i) => union(i)),
      accountOf('last', 'Mercy Genral Hospital', [10, 50]),
    ];
    const found = findDuplicates(rows).filter(({ keep }) => keep === 0);
    expect(found.map(({ merge }) => merge)).toEqual([[63]]);
  });

  it.each([
    [1000, 90],
    [10_000, 90],
  ])('finds alike names in a crowd of %i in one place, %i in 100 of them at least', (size, least) => {
    const random = createRandom(5);
    const pick = (list: readonly string[]) => list[random.nextBelow(list.length)];
    const word = () => Array.from({ length: 7 }, () => pick([...'etaoinshrdlcumwfg'])).join('');
    const words = Array.from({ length: 1000 }, word);
    const names: string[] = [];
    while (names.length < size) {
      const name = `${pick(['Saint', 'North', 'Grand', 'Lake'])} ${pick(words)} ${pick(words)} ${pick(['Clinic', 'Hospital', 'Dental'])}`;
      const at = 1 + random.nextBelow(name.length - 1);
      const slip = pick(['', 't', `${name[at]}e`]);
      names.push(name, name.slice(0, at) + slip + name.slice(at + 1));
    }
    // The two of a pair stand half a list apart.
    const order = names.map((_, i) => (i % 2) * (names.length / 2) + (i >> 1));
    const rows: Account[] = [];
    names.forEach((name, i) => {
      rows[order[i]] = accountOf(`${i}`, name, [10, 50]);
    });
    const half = names.length / 2;
    const found = findDuplicates(rows).flatMap(({ keep, merge }) => {
      const members = new Set([keep, ...merge]);
      return [...members].filter((row) => row < half && members.has(row + half));
    }).length;
    expect((100 * found) / (names.length / 2)).toBeGreaterThanOrEqual(least);
  });

  it('joins equal names in a crowd, however they are written', () => {
    const names = Array.from({ length: 500 }, (_, i) => `${i ** 3} Union`);
    const written = [...names, ...names.map((name) => `UNION, ${name.replace(' Union', '')} Inc.`)];
    const groups = findDuplicates(
      written.map((name, i) => accountOf(`${i}`, name, [10 + 0.001 * (i % 2), 50])),
      { similarity: 1 },
    );
    expect(groups.map(({ keep, merge }) => [keep, ...merge])).toEqual(names.map((_, i) => [i, i + 500]));
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

  it('does not take records without an id for one', () => {
    const empty = { measures: {}, attributes: {} };
    const rows = [undefined, undefined, '', '', 7, 7].map((id, i) => ({ ...empty, id, name: `firm ${i}` }));
    expect(findDuplicates(rows as unknown as Account[])).toEqual([]);
  });

  it('names ids of different records neither as filled nor as in conflict', () => {
    const clinic = { name: 'Clinic', lon: 5, lat: 5, measures: {}, attributes: {} };
    const [group] = findDuplicates([
      { ...clinic, id: '1' },
      { ...clinic, id: '2', attributes: { id: 'x' } },
    ]);
    expect(group).toMatchObject({ keep: 1, fills: [], conflicts: [] });
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
