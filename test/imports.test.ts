import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findViolations } from './support/importRules.js';
import { readSources, root } from './support/readSources.js';

const dependencies = ['zod', 'kdbush', 'pure-rand'];

/** Violations of a small library: the named files, each with its text. */
function violationsOf(files: Record<string, string>): string[] {
  return findViolations(new Map(Object.entries(files)), dependencies);
}

describe('src', () => {
  it('climbs the ladder of rooms, has no cycle and does nothing when imported', () => {
    const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
    const sources = readSources('src', '.ts');
    expect(sources.size).toBeGreaterThan(9);
    expect(findViolations(sources, Object.keys(manifest.dependencies))).toEqual([]);
  });
});

describe('findViolations', () => {
  it('lets a lower rung, the own room and a declared package pass', () => {
    const violations = violationsOf({
      'src/core/errors.ts':
        "export class InputError extends Error {}\nexport const codes = ['a', -1, `x`] as const;",
      'src/quota/round.ts':
        "import { InputError } from '../core/errors.js';\nexport const round = () => new InputError();",
      'src/quota/allocate.ts':
        "import { round } from './round.js';\nexport function allocate() { return round(); }",
      'src/quota/index.ts': "export { allocate } from './allocate.js';",
      'src/index.ts': "export { allocate } from './quota/index.js';",
      'src/model/account.ts':
        "import * as z from 'zod';\nexport const account = /* @__PURE__ */ z.object({});",
      'src/geo/near.ts': "import KDBush from 'kdbush';\nexport const near = () => new KDBush(1);",
    });
    expect(violations).toEqual([]);
  });

  it.each([
    ['a step up', "import { a } from '../kpi/other.js';", 'quota is below kpi'],
    ['a step up for a type', "import type { A } from '../plan/other.js';", 'quota is below plan'],
    ['a step up in an import type', "export type A = import('../io/other.js').A;", 'quota is below io'],
    ['a step up by dynamic import', "export const a = () => import('../io/other.js');", 'quota is below io'],
    ['a step up by re-export', "export * from '../io/other.js';", 'quota is below io'],
    ['a room of the same rung', "import { a } from '../balance/other.js';", 'on one rung'],
    ["a room's index.ts", "import { a } from '../core/index.js';", 'the exact file'],
    ["its own room's index.ts", "import { a } from './index.js';", 'the exact file'],
    ['a missing extension', "import { a } from '../core/other';", 'no file'],
    ['a file that is not there', "import { a } from '../core/nothing.js';", 'no file'],
    ['zod outside model and io', "import * as z from 'zod';", 'belongs to model and io'],
    ['an undeclared package', "import x from 'lodash/fp';", 'no runtime dependency'],
    ['a Node module', "import { readFileSync } from 'node:fs';", 'no runtime dependency'],
    ['a call at top level', 'export const a = Object.keys({});', 'computes'],
    ['a call inside a table', 'export const a = { b: [f()] };', 'computes'],
    ['a frozen table without its mark', 'export const a = Object.freeze({ b: 1 });', 'computes'],
    ['scratch at top level', 'const scratch = new Float64Array(8);', 'computes'],
    ['a registry at top level', 'export const all = new Map();', 'computes'],
    ['a variable at top level', 'let count = 0;', 'may change'],
    ['a statement at top level', 'Math.max(1);', 'runs a statement'],
    ['an enum', 'export enum A { B }', 'enum'],
    ['randomness', 'export const a = () => Math.random();', 'reads Math.random'],
    ['the clock', 'export const a = () => new Date();', 'reads the clock'],
  ])('catches %s', (_, text, message) => {
    const others = [
      'core/index',
      'core/other',
      'balance/other',
      'quota/index',
      'kpi/other',
      'plan/other',
      'io/other',
    ];
    const files = Object.fromEntries(others.map((name) => [`src/${name}.ts`, 'export {};']));
    const violations = violationsOf({ ...files, 'src/quota/file.ts': text });
    expect(violations).toHaveLength(1);
    expect(violations[0]).toContain('src/quota/file.ts:1 ');
    expect(violations[0]).toContain(message);
  });

  it('catches a folder outside the ladder', () => {
    expect(violationsOf({ 'src/utils/other.ts': 'export {};' })).toEqual([
      'src/utils/other.ts:1 lies in no room of the ladder',
    ]);
  });

  it('catches a front door that reaches past a room', () => {
    const violations = violationsOf({
      'src/core/errors.ts': 'export {};',
      'src/index.ts': "export * from './core/errors.js';",
    });
    expect(violations).toEqual([
      "src/index.ts:1 imports src/core/errors.ts; the front door reads the rooms' index.ts only",
    ]);
  });

  it('catches a cycle once, and names its files in order', () => {
    const violations = violationsOf({
      'src/core/a.ts': "import { b } from './b.js';\nexport const a = () => b;",
      'src/core/b.ts': "import type { c } from './c.js';\nexport const b = (x: typeof c) => x;",
      'src/core/c.ts': "\nimport { a } from './a.js';\nexport const c = () => a;",
      'src/core/d.ts': "import { a } from './a.js';\nexport const d = () => a;",
    });
    expect(violations).toEqual([
      'src/core/c.ts:2 closes a cycle: src/core/a.ts -> src/core/b.ts -> src/core/c.ts -> src/core/a.ts',
    ]);
  });

  it('gives the line of the import', () => {
    expect(violationsOf({ 'src/core/a.ts': "// one\n\nimport x from 'lodash';" })).toEqual([
      'src/core/a.ts:3 imports lodash, which is no runtime dependency',
    ]);
  });
});
