import { describe, expect, it } from 'vitest';
import { InputError, OptionsError } from '../../src/core/errors.js';
import type { Issue } from '../../src/core/issue.js';
import { type AccountCheckOptions, checkAccounts, parseAccounts } from '../../src/model/checkAccounts.js';

const account = (id: string, more: object = {}) => ({ id, measures: {}, attributes: {}, ...more });
const place = (id: string, lon: unknown, lat: unknown) => account(id, { lon, lat });
const brief = ({ row, field, code, severity }: Issue) => `${row} ${field} ${code} ${severity}`;
const findings = (rows: readonly unknown[], options?: Partial<AccountCheckOptions>) =>
  checkAccounts(rows, options).issues.map(brief);

describe('checkAccounts on records', () => {
  it('passes good records on, as copies, with the rows they came from', () => {
    const rows = [
      account('A', {
        name: 'Alpha',
        lon: -86.5,
        lat: 31.3,
        measures: { beds: 88 },
        attributes: { open: true },
      }),
      account('B', { parentId: 'A', incumbentId: 'T1', requiredSkills: ['pediatric'] }),
    ];
    const { values, rows: kept, issues } = checkAccounts(rows);
    expect(issues).toEqual([]);
    expect(values).toEqual(rows);
    expect([...kept]).toEqual([0, 1]);
    expect(values[0]).not.toBe(rows[0]);
    expect(values[1].requiredSkills).not.toBe((rows[1] as { requiredSkills?: unknown }).requiredSkills);
  });

  it('leaves out rows with an error and nothing else', () => {
    const { values, rows, issues } = checkAccounts([account('A'), account(''), account('C'), null]);
    expect(values.map(({ id }) => id)).toEqual(['A', 'C']);
    expect(rows).toEqual(Int32Array.of(0, 2));
    expect(issues.map(brief)).toEqual(['1 id missing-value error', '3 record wrong-type error']);
  });

  it('says row, field, code, expected, received and a sentence', () => {
    expect(checkAccounts([place('A', -86.5, 131.3)]).issues).toEqual([
      {
        row: 0,
        field: 'lat',
        code: 'swapped-coordinates',
        severity: 'error',
        expected: 'a latitude from -90 to 90',
        received: '131.3',
        message:
          'lat should be a latitude from -90 to 90, but is 131.3; it fits where it is swapped with lon',
      },
    ]);
  });

  it('reports everything about all rows at once', () => {
    const bad = {
      id: 7,
      name: {},
      lon: 200,
      lat: 'north',
      measures: { hours: -1, beds: Number.NaN, value: '12' },
      attributes: { tags: ['a'] },
      parentId: '',
      requiredSkills: ['x', 3],
    };
    const expected = [
      'attributes.tags wrong-type',
      'id wrong-type',
      'lat wrong-type',
      'lon out-of-range',
      'measures.beds not-finite',
      'measures.hours negative',
      'measures.value wrong-type',
      'name wrong-type',
      'parentId missing-value',
      'requiredSkills.1 wrong-type',
    ];
    const found = findings([bad, bad]).sort();
    expect(found).toEqual([
      ...expected.map((name) => `0 ${name} error`),
      ...expected.map((name) => `1 ${name} error`),
    ]);
  });

  it('reads null as missing', () => {
    const { values } = checkAccounts([
      account('A', { name: null, lon: null, lat: null, attributes: { a: null } }),
    ]);
    expect(values).toEqual([{ id: 'A', measures: {}, attributes: { a: null } }]);
  });

  it('asks for measures and attributes, as the type does', () => {
    expect(findings([{ id: 'A' }])).toEqual([
      '0 measures missing-value error',
      '0 attributes missing-value error',
    ]);
  });

  it('names fields that no account has, once for the list', () => {
    const { values, issues } = checkAccounts([
      account('A'),
      account('B', { parentID: 'A' }),
      account('C', { parentID: 'A' }),
    ]);
    expect(values).toEqual([account('A'), account('B'), account('C')]);
    expect(issues.map(brief)).toEqual(['null parentID unknown-field warning']);
    expect(issues[0].message).toContain('left out of 2 records, first in row 1');
  });

  it('is not fooled by keys that every object inherits', () => {
    const text =
      '{"id":"A","measures":{"__proto__":5,"constructor":1},"attributes":{"__proto__":{"x":1}},"__proto__":{"y":1}}';
    const { values, issues } = checkAccounts([JSON.parse(text)]);
    expect(values).toEqual([]);
    expect(issues.map(brief)).toEqual([
      'null __proto__ unknown-field warning',
      '0 measures.__proto__ unsafe-key error',
      '0 measures.constructor unsafe-key error',
      '0 attributes.__proto__ unsafe-key error',
    ]);
    expect(({} as Record<string, unknown>).x).toBe(undefined);
  });

  it.each([undefined, null, 'text', { length: 3 }])('refuses %o in the place of a list', (rows) => {
    const { values, issues } = checkAccounts(rows as never);
    expect(values).toEqual([]);
    expect(issues.map(brief)).toEqual(['null rows wrong-type error']);
  });
});

describe('ids', () => {
  it('keep their first row; later ones are left out and told where it is', () => {
    const { values, issues } = checkAccounts([
      account('A', { name: 'first' }),
      account('A', { name: 'second' }),
    ]);
    expect(values.map(({ name }) => name)).toEqual(['first']);
    expect(issues.map((issue) => issue.message)).toEqual([
      'id should be unique, but is "A"; row 0 has it already',
    ]);
  });

  it('warn where they differ in case and spaces only', () => {
    const { values, issues } = checkAccounts([account('ab1'), account('AB 1'), account(' ab2')]);
    expect(values).toHaveLength(3);
    expect(issues.map(brief)).toEqual(['1 id similar-id warning', '2 id id-whitespace warning']);
    expect(issues[0].message).toContain('row 0 has "ab1"');
  });
});

describe('coordinates', () => {
  it('of 0, 0 are a warning', () => {
    expect(findings([place('A', 0, 0)])).toEqual(['0 lat null-island warning']);
    expect(findings([place('A', 0, 51)])).toEqual([]);
  });

  it('come in pairs', () => {
    expect(findings([account('A', { lon: 5 }), account('B', { lat: 5 })])).toEqual([
      '0 lat missing-value error',
      '1 lon missing-value error',
    ]);
  });

  it('may lie on the edges of the world', () => {
    expect(findings([place('A', 180, 90), place('B', -180, -90)])).toEqual([]);
    expect(findings([place('A', 180.1, 45), place('B', 20, -90.1)])).toEqual([
      '0 lon out-of-range error',
      '1 lat swapped-coordinates error',
    ]);
    expect(findings([place('A', 100, 95)])).toEqual(['0 lat out-of-range error']);
  });

  it('outside the bounds are a warning, and an error where the swap lies inside', () => {
    const bounds = [-125, 24, -66, 50] as const;
    const rows = [place('A', -90, 40), place('B', -150, 61), place('C', 30, -80)];
    const { issues, values } = checkAccounts(rows, { bounds });
    expect(issues.map(brief)).toEqual(['1 lat outside-bounds warning', '2 lat swapped-coordinates error']);
    expect(values.map(({ id }) => id)).toEqual(['A', 'B']);
  });

  it('may have bounds that span the antimeridian', () => {
    const rows = [place('fiji', 178, -18), place('samoa', -172, -14), place('oslo', 10, 60)];
    expect(findings(rows, { bounds: [170, -30, -160, 0] })).toEqual(['2 lat outside-bounds warning']);
  });

  it('swapped among many others are a warning', () => {
    const rows = Array.from({ length: 40 }, (_, i) => place(`A${i}`, -120 + i, 30 + (i % 10)));
    rows.push(place('swapped', 35, -85), place('far', 10, 60));
    expect(findings(rows)).toEqual(['40 lat swapped-coordinates warning']);
    expect(findings(rows.slice(30))).toEqual([]);
  });
});

describe('families', () => {
  it('need parents that are there', () => {
    expect(findings([account('A', { parentId: 'Z' })])).toEqual(['0 parentId unknown-parent error']);
  });

  it('name their cycle, and leave out who hangs on it', () => {
    const rows = [
      account('A', { parentId: 'B' }),
      account('B', { parentId: 'C' }),
      account('C', { parentId: 'A' }),
      account('D', { parentId: 'A' }),
      account('E', { parentId: 'E' }),
      account('F'),
    ];
    const { values, issues } = checkAccounts(rows);
    expect(values.map(({ id }) => id)).toEqual(['F']);
    expect(issues.map(brief)).toEqual([
      '0 parentId family-cycle error',
      '1 parentId family-cycle error',
      '2 parentId family-cycle error',
      '3 parentId parent-left-out error',
      '4 parentId family-cycle error',
    ]);
    expect(issues[1].message).toContain('the cycle is "A" -> "B" -> "C" -> "A"');
    expect(issues[4].message).toContain('"E" -> "E"');
  });

  it('are left out with a parent that is, however deep', () => {
    const rows = [
      account('A', { lat: 99 }),
      account('B', { parentId: 'A' }),
      account('C', { parentId: 'B' }),
    ];
    const { values, issues } = checkAccounts(rows);
    expect(values).toEqual([]);
    expect(issues.filter(({ code }) => code === 'parent-left-out').map(({ row }) => row)).toEqual([1, 2]);
  });

  it('shorten the sentence about a long cycle', () => {
    const size = 1000;
    const rows = Array.from({ length: size }, (_, i) => account(`A${i}`, { parentId: `A${(i + 1) % size}` }));
    const { issues } = checkAccounts(rows);
    expect(issues).toHaveLength(size);
    expect(issues[0].message).toContain('… (1000 accounts)');
    expect(issues[0].message.length).toBeLessThan(250);
  });
});

describe('checkAccounts on flat rows', () => {
  const options = {
    columns: { id: 'ID', name: 'NAME', lon: 'LONGITUDE', lat: 'LATITUDE', requiredSkills: 'SKILLS' },
    measures: { beds: 'BEDS' },
    attributes: { owner: 'OWNER', zip: 'ZIP' },
    missing: ['NOT AVAILABLE'],
    sentinels: { BEDS: [-999] },
    pad: { ZIP: 5 },
  };
  const row = {
    ID: '7',
    NAME: 'ALPHA',
    LONGITUDE: ' -86.5 ',
    LATITUDE: '31.25',
    SKILLS: 'pediatric; trauma',
    BEDS: '88',
    OWNER: 'CITY',
    ZIP: '36420',
  };
  const value = {
    id: '7',
    name: 'ALPHA',
    lon: -86.5,
    lat: 31.25,
    measures: { beds: 88 },
    attributes: { owner: 'CITY', zip: '36420' },
    requiredSkills: ['pediatric', 'trauma'],
  };

  it('reads texts as what their fields are', () => {
    const { values, issues } = checkAccounts([row], options);
    expect(issues).toEqual([]);
    expect(values).toEqual([value]);
  });

  it('reads markers, sentinels and empty cells as missing, and says so', () => {
    const { values, issues } = checkAccounts(
      [{ ...row, NAME: '', LONGITUDE: '', LATITUDE: '', BEDS: '-999.0', OWNER: ' not available ' }],
      options,
    );
    expect(values).toEqual([
      {
        id: '7',
        measures: {},
        attributes: { owner: null, zip: '36420' },
        requiredSkills: value.requiredSkills,
      },
    ]);
    expect(issues.map(brief)).toEqual(['0 BEDS sentinel fixed', '0 OWNER missing-marker fixed']);
    expect(issues[0].message).toBe('BEDS should be a value, but is "-999.0"; it is read as missing');
  });

  it('knows the usual markers unless told others', () => {
    const rows = ['N/A', '#n/a', 'null', 'NaN', 'NA'].map((OWNER, i) => ({ ID: `${i}`, OWNER }));
    const { values } = checkAccounts(rows, { columns: { id: 'ID' }, attributes: ['OWNER'] });
    expect(values.map(({ attributes }) => attributes.OWNER)).toEqual([null, null, null, null, 'NA']);
  });

  it('puts lost zeros back in front, and says so', () => {
    const rows = ['1039', 1039, 36420, '36420-12'].map((ZIP, i) => ({ ...row, ID: `${i}`, ZIP }));
    const { values, issues } = checkAccounts(rows, options);
    expect(values.map(({ attributes }) => attributes.zip)).toEqual(['01039', '01039', '36420', '36420-12']);
    expect(issues.map(brief)).toEqual(['0 ZIP lost-zeros fixed', '1 ZIP lost-zeros fixed']);
    expect(issues[0].message).toContain('it is read as "01039"');
  });

  it.each([
    ['12 beds', 'wrong-type'],
    ['1,200', 'wrong-type'],
    ['0x10', 'wrong-type'],
    ['1e999', 'not-finite'],
    ['-Infinity', 'not-finite'],
    ['NaN', 'not-finite'],
    ['-3', 'negative'],
  ])('refuses %s as a measure', (BEDS, code) => {
    expect(findings([{ ...row, BEDS }], options)).toEqual([`0 BEDS ${code} error`]);
  });

  it('points to sentinels where a negative number may be one', () => {
    const { issues } = checkAccounts([{ ...row, BEDS: '-998' }], options);
    expect(issues[0].message).toContain('name it in sentinels');
  });

  it('names mapped columns that no row has', () => {
    const { LATITUDE, LONGITUDE, ...rest } = row;
    expect(findings([rest, { ...rest, ID: '8' }], options)).toEqual([
      'null LONGITUDE unknown-column error',
      'null LATITUDE unknown-column error',
    ]);
    expect(findings([], options)).toEqual([]);
  });

  it('names the rows whose type is not the usual one of the column', () => {
    const rows = [3, 4, '5', 6].map((BEDS, i) => ({ ...row, ID: `${i}`, BEDS }));
    const { issues, values } = checkAccounts(rows, options);
    expect(issues.map(brief)).toEqual(['2 BEDS mixed-types warning']);
    expect(issues[0].message).toBe('BEDS should be a number, as in 3 rows, but is a string');
    expect(values[2].measures).toEqual({ beds: 5 });
  });

  it('holds rules of the caller against good records', () => {
    const rules = [
      {
        field: 'OWNER',
        code: 'foreign-zip',
        severity: 'warning' as const,
        expected: 'CITY for a ZIP code in Alabama',
        holds: ({ attributes }: { attributes: Readonly<Record<string, unknown>> }) =>
          !String(attributes.zip).startsWith('36') || attributes.owner === 'CITY',
      },
    ];
    const rows = [row, { ...row, ID: '8', OWNER: 'STATE' }, { ...row, ID: '', OWNER: 'STATE' }];
    const { issues, values } = checkAccounts(rows, { ...options, rules });
    expect(issues.map(brief)).toEqual(['1 OWNER foreign-zip warning', '2 ID missing-value error']);
    expect(issues[0].message).toBe('OWNER should be CITY for a ZIP code in Alabama, but is "STATE"');
    expect(values).toHaveLength(2);
    const strict = checkAccounts(rows, { ...options, rules: [{ ...rules[0], severity: 'error' }] });
    expect(strict.values.map(({ id }) => id)).toEqual(['7']);
  });

  it('takes measures and attributes by list where columns keep their name', () => {
    const { values } = checkAccounts([row], {
      columns: { id: 'ID' },
      measures: ['BEDS'],
      attributes: ['ZIP'],
    });
    expect(values).toEqual([{ id: '7', measures: { BEDS: 88 }, attributes: { ZIP: '36420' } }]);
  });

  it('does not change the rows', () => {
    const frozen = Object.freeze({ ...row, BEDS: '-999', ZIP: '1039' });
    expect(() => checkAccounts(Object.freeze([frozen]), options)).not.toThrow();
  });
});

describe('options of checkAccounts', () => {
  it.each([
    [{ column: {} }, 'there is no option "column"'],
    [{ columns: {} }, 'columns.id should be the name of a column'],
    [{ columns: { id: 'ID', latitude: 'LAT' } }, 'columns.latitude should be left out; fields are id, name'],
    [{ columns: { id: 5 } }, 'columns.id should be the name of a column'],
    [{ measures: ['BEDS'] }, 'columns should be given with measures or attributes'],
    [{ columns: { id: 'ID' }, measures: { constructor: 'X' } }, 'measures should be a list of columns'],
    [{ columns: { id: 'ID' }, attributes: [1] }, 'attributes should be a list of columns'],
    [{ bounds: [0, 10, 10, 0] }, 'bounds should be west, south, east and north'],
    [{ bounds: ['0', '0', '1', '1'] }, 'bounds should be'],
    [{ missing: 'N/A' }, 'missing should be a list of texts'],
    [{ sentinels: { BEDS: -999 } }, 'sentinels should be'],
    [{ pad: { ZIP: '5' } }, 'pad should be'],
    [{ rules: [null] }, 'rules should be'],
  ])('refuse %j', (options, message) => {
    expect(() => checkAccounts([], options as never)).toThrow(OptionsError);
    expect(() => checkAccounts([], options as never)).toThrow(message);
  });
});

describe('parseAccounts', () => {
  it('gives the values where there are only warnings', () => {
    expect(parseAccounts([place('A', 0, 0)])).toEqual([place('A', 0, 0)]);
  });

  it('throws one error that carries all issues', () => {
    const rows = [place('A', 0, 0), place('B', 0, 99), account('')];
    const thrown = (() => {
      try {
        parseAccounts(rows);
      } catch (error) {
        return error as InputError;
      }
    })();
    expect(thrown).toBeInstanceOf(InputError);
    expect(thrown?.issues).toEqual(checkAccounts(rows).issues);
    expect(thrown?.message).toMatch(/^accounts: 2 errors\n/);
  });

  it('throws for findings about the list as well', () => {
    expect(() => parseAccounts([{ ID: 'A' }], { columns: { id: 'ID', lat: 'LAT' } })).toThrow(InputError);
  });
});
