import { describe, expect, it } from 'vitest';
import { InputError, OptionsError } from '../../src/core/errors.js';
import { type Issue, showValue } from '../../src/core/issue.js';
import * as kpi from '../../src/kpi/index.js';
import { argumentsWith, type Breakage, breakagesOf, isAllowed, patternOf } from './support/breakages.js';
import { type ValidCall, validCalls } from './support/validCalls.js';

const functions = Object.entries(kpi) as unknown as [string, (...given: unknown[]) => unknown][];
const callOf = (name: string): ValidCall => validCalls[name] ?? { given: {} };

/** The issues of a call, `null` where it works; whatever else it throws goes on. */
function issuesOf(run: () => unknown): readonly Issue[] | null {
  try {
    run();
  } catch (error) {
    if (error instanceof InputError || error instanceof OptionsError) return error.issues;
    throw error;
  }
  return null;
}

/** Whether an issue is about the place that was broken: its row, and its field or a list or record that holds it. */
function isAbout(
  { row, field, expected, received }: Issue,
  { how, path }: Breakage,
  namedAs: ValidCall['namedAs'] = {},
): boolean {
  const parts = field.split(/[., ]+/);
  const position = path.find((key) => typeof key === 'number');
  const isElsewhere = namedAs[`${how} ${patternOf(path)}`] !== undefined;
  const isRow =
    position === undefined ? row === null || isElsewhere : row === position || parts.includes(`${position}`);
  const own = path.filter((key) => typeof key === 'string').at(-1) as string;
  const name = namedAs[`${how} ${patternOf(path)}`] ?? own;
  // Options are named by their key, arguments by their own name.
  const isField =
    parts.includes(name) || (path[0] === 'options' && parts.includes(`${path[1] ?? 'options'}`));
  return isField && (isRow || path[0] === 'options') && expected !== '' && received !== '';
}

/** What decides which other fields are read. */
const DECIDES = /(kind|better|bad|measureIds\.\*|measures\.\*\.id)$/;

const show = ({ how, path, value }: Breakage) => `${how} ${path.join('.')} ${showValue(value)}`;

describe('what functions of the caller give', () => {
  const deal = { id: '1', accountId: 'a', amount: 1, stage: 'x', openedOn: '2024-01-01' };
  const named = (run: () => unknown) => (issuesOf(run) ?? []).map(({ row, field }) => `${row} ${field}`);

  it.each([undefined, 7, Number.NaN, {}])('names a group that is %o', (group) => {
    const groupBy = (() => group) as unknown as () => string;
    expect(named(() => kpi.toDealColumns([deal, deal], { groupBy }))).toEqual(['0 groupBy', '1 groupBy']);
  });

  it('names tiers and trips that are none', () => {
    const accounts = ['a', 'b'].map((id) => ({ id, measures: {}, attributes: {} }));
    const input = { accounts, territories: [], assignments: [], measures: [] };
    const tier = (({ id }: { id: string }) => (id === 'a' ? 'A' : undefined)) as () => string;
    expect(named(() => kpi.scorecard({ ...input, tier, trips: () => -1 }))).toEqual([
      '0 trips',
      '1 trips',
      '1 tier',
    ]);
    const blind = (({ attributes }: { attributes: { tier: string } }) => attributes.tier.length) as never;
    const broken = { ...input, accounts: [null, 5] as never, trips: blind, tier: blind };
    expect(named(() => kpi.scorecard(broken))).toEqual(['0 accounts', '1 accounts']);
  });

  it('names a currency that is no text, the first included', () => {
    const deals = [{ ...deal, currency: 7 }] as never;
    expect(named(() => kpi.toDealColumns(deals))).toEqual(['0 currency']);
  });
});

describe('bad input', () => {
  it('is tried on every public function', () => {
    expect(Object.keys(validCalls).sort()).toEqual(functions.map(([name]) => name).sort());
  });

  it.each(functions)('%s takes what is right', (name, run) => {
    expect(issuesOf(() => run(...argumentsWith(callOf(name).given, [])))).toBeNull();
  });

  it.each(functions)(
    '%s names whatever is broken, list, row or field, and takes what may be left out',
    (name, run) => {
      const { given, allowed, namedAs } = callOf(name);
      const wrong: string[] = [];
      for (const breakage of breakagesOf(callOf(name))) {
        try {
          const issues = issuesOf(() => run(...argumentsWith(given, [breakage])));
          const isNamed = issues?.some((issue) => isAbout(issue, breakage, namedAs)) ?? false;
          if (isAllowed(breakage, allowed) ? issues !== null : !isNamed) {
            wrong.push(
              `${show(breakage)}: ${issues === null ? 'taken' : issues.map(({ row, field, code }) => `${row} ${field} ${code}`)}`,
            );
          }
        } catch (error) {
          wrong.push(`${show(breakage)}: ${error}`);
        }
      }
      if (wrong.length > 0) expect.fail(wrong.join('\n'));
    },
  );

  it.each(functions)('%s names everything that is broken at once', (name, run) => {
    const { given, allowed } = callOf(name);
    const isInput = ({ path }: Breakage) => path[0] !== 'options' || path[1] === 'comparison';
    const all = breakagesOf(callOf(name)).filter((one) => isInput(one) && !isAllowed(one, allowed));
    const fields = all.filter(
      ({ path, how, isLeaf }) => isLeaf && how === 'wrong' && !DECIDES.test(patternOf(path)),
    );
    const rows = all.filter(
      ({ path, how }) => how === 'null' && typeof path.at(-1) === 'number' && path.length === 2,
    );
    const lists = all.filter(
      ({ path, how, value }) => how === 'wrong' && path.length === 1 && value === 'abc',
    );
    for (const broken of [fields, rows, lists]) {
      if (broken.length === 0) continue;
      const issues = issuesOf(() => run(...argumentsWith(given, broken))) ?? [];
      const unnamed = broken.filter((one) => !issues.some((issue) => isAbout(issue, one)));
      if (unnamed.length > 0) expect.fail(unnamed.map(show).join('\n'));
    }
  });
});
