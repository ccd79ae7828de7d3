import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { escapeMarkup } from '../../src/io/escapeMarkup.js';
import { drawMap } from '../../src/io/map/drawMap.js';
import { writeReport } from '../../src/io/report/writeReport.js';
import { shapeTerritories } from '../../src/io/shape/shapeTerritories.js';
import { allElements, findAll, parseMarkup, textOf } from './support/parseMarkup.js';
import { samplePlan } from './support/samplePlan.js';

/** Texts of any code units, halves of surrogate pairs included, mixed with what breaks markup. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
      fc.constantFrom(
        '<script>alert(1)</script>',
        '</script>',
        '<!--',
        '-->',
        ']]>',
        '<![CDATA[',
        '&amp;',
        '&',
        '"',
        "'",
        '<img src=x onerror=alert(1)>',
        '\u202e',
        'مستشفى',
        '𝒳🏥',
        '\u2028',
        'javascript:alert(1)',
        '{{x}}',
        '$&',
      ),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));

/** What of a text XML can hold. */
function allowed(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML forbids is looked for
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, '\ufffd');
}

describe('escapeMarkup', () => {
  test.prop([hostile])('comes back as it was from an element and from an attribute', (text) => {
    const [element] = findAll(parseMarkup(`<p title="${escapeMarkup(text)}">${escapeMarkup(text)}</p>`), 'p');
    expect(textOf(element)).toBe(allowed(text));
    expect(element.attributes.title).toBe(allowed(text));
  });

  test('leaves common text alone', () => {
    expect(escapeMarkup('Universitätsklinikum\tZürich, 病院 🏥')).toBe(
      'Universitätsklinikum\tZürich, 病院 🏥',
    );
  });
});

describe('documents with hostile names', () => {
  const drawing = (text: string) => {
    const { plan: sample, accounts } = samplePlan(
      [
        { lon: 10, lat: 40, territory: 0, name: text },
        { lon: 11, lat: 41, territory: 1, name: text },
        { territory: -1, name: text },
      ],
      2,
    );
    const plan = {
      ...sample,
      libraryVersion: text,
      relaxation: text,
      measures: [{ id: 'hours', name: text, unit: text, tolerance: 0.1 }],
      reasons: [
        {
          code: 'limit-not-met' as const,
          message: text,
          unitIds: [],
          territoryIds: [],
          measureId: null,
          required: null,
          available: null,
        },
      ],
    };
    const named = accounts.map((account) => ({ ...account, attributes: { note: text } }));
    return { plan, accounts: named, shapes: shapeTerritories(plan, named), names: { t0: text, t1: text } };
  };

  test.prop([hostile], { numRuns: 60 })('stay well formed as a map, with its own elements only', (text) => {
    const { plan, accounts, shapes, names } = drawing(text);
    const svg = parseMarkup(drawMap(plan, accounts, shapes, { names, title: text }));
    expect(findAll(svg, 'script')).toEqual([]);
    expect(findAll(svg, 'img')).toEqual([]);
    expect(textOf(findAll(svg, 'title')[0])).toBe(allowed(text));
  });

  test.prop([hostile], { numRuns: 60 })(
    'stay well formed as a report, with its own elements only',
    (text) => {
      const { plan, accounts, shapes, names } = drawing(text);
      const html = writeReport(plan, accounts, shapes, {
        names,
        title: text,
        scorecard: {
          rows: [{ territoryId: 't0' }, { territoryId: 't1' }],
          columns: [{ header: text, value: () => text, total: text }],
        },
        accountColumns: [{ header: text, value: ({ attributes }) => String(attributes.note) }],
      });
      const document = parseMarkup(html);
      expect(findAll(document, 'script')).toHaveLength(2);
      expect(findAll(document, 'style')).toHaveLength(1);
      expect(findAll(document, 'img')).toEqual([]);
      expect(textOf(findAll(document, 'h1')[0])).toBe(allowed(text));
      const [data] = findAll(document, 'script');
      expect(data.attributes.type).toBe('application/json');
      const { rows } = JSON.parse(textOf(data)) as { rows: unknown[][] };
      expect(rows.map((cells) => cells[2])).toEqual([text, text, text]);
      for (const { attributes } of allElements(document)) {
        expect(Object.keys(attributes).filter((name) => /^(on.*|style|src)$/.test(name))).toEqual([]);
        expect(attributes.href ?? '#').toMatch(/^#/);
      }
    },
  );
});
