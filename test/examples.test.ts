import { describe, expect, it } from 'vitest';
import { check } from './support/checkExample.js';
import {
  type ExampleBlock,
  extractFromMarkdown,
  extractFromSource,
  instrument,
} from './support/exampleBlocks.js';
import { allExamples } from './support/exampleFiles.js';
import { typeErrorsOf } from './support/exampleTypes.js';

describe('the documentation', () => {
  const examples = allExamples();

  it.each(examples.map(({ path, line }) => [`${path}:${line}`, path, line]))(
    '%s runs and says true values',
    async (_, path, line) => {
      await import(/* @vite-ignore */ `virtual:example/${path}@${line}.ts`);
    },
  );

  it('has examples that compile as a strict consumer would compile them', { timeout: 120_000 }, () => {
    expect(typeErrorsOf(examples)).toEqual([]);
  });
});

describe('extractFromMarkdown', () => {
  it('finds ts blocks with the line of their code, and leaves prose and other languages out', () => {
    const text = [
      '# A',
      '```ts',
      'f();',
      '```',
      '```ts no-run',
      'g();',
      '```',
      '```sh',
      'ls',
      '```',
      '- b',
      '  ```ts',
      '  if (h)',
      '    i();',
      '  ```',
    ];
    expect(extractFromMarkdown('README.md', text.join('\n'))).toEqual([
      { path: 'README.md', line: 3, code: 'f();' },
      { path: 'README.md', line: 13, code: 'if (h)\n  i();' },
    ]);
  });

  it('refuses a fence that is never closed', () => {
    expect(() => extractFromMarkdown('README.md', 'a\n```ts\nf();')).toThrow('README.md:2 a fence');
  });
});

describe('extractFromSource', () => {
  it('finds the blocks below @example only', () => {
    const text = [
      '/**',
      ' * One.',
      ' * ```ts',
      ' * no();',
      ' * ```',
      ' * @example',
      ' * ```ts',
      ' * f({',
      ' *   a: 1,',
      ' * });',
      ' * ```',
      ' * @returns x',
      ' * ```ts',
      ' * no();',
      ' * ```',
      ' */',
    ];
    expect(extractFromSource('src/a.ts', `export {};\n${text.join('\n')}`)).toEqual([
      { path: 'src/a.ts', line: 9, code: 'f({\n  a: 1,\n});' },
    ]);
  });
});

describe('instrument', () => {
  const blockOf = (code: string, line = 1): ExampleBlock => ({ path: 'README.md', line, code });
  const bodyOf = (code: string) =>
    instrument(blockOf(code), 'check.ts').replace("import { check as __check } from 'check.ts'; ", '');

  it.each([
    ['an expression', 'f(); // => 1', '__check(1, (f()), (1));\n'],
    ['a constant', 'const a = f(); // => [1, NaN]', 'const a = f(); __check(1, a, ([1, NaN]));\n'],
    ['what is logged', "console.log(a.b); // => 'x'", "__check(1, (a.b), ('x'));\n"],
    [
      'a value below its statement',
      'f(\n  1,\n);\n// => 2\ng();',
      '__check(3, (f(\n  1,\n)), (2));\n\ng();\n',
    ],
    [
      'a value of several lines',
      'f();\n// => {\n//      a: 1,\n//    }\ng();',
      '__check(1, (f()), ({      a: 1,    }));\n\n\n\ng();\n',
    ],
    ['an arrow function', 'const f = () => 1;', 'const f = () => 1;\n'],
  ])('checks %s and keeps the lines', (_, code, expected) => {
    const body = bodyOf(code);
    expect(body.replace(/ +/g, ' ')).toBe(expected.replace(/ +/g, ' '));
    expect(body.trimEnd().split('\n').at(-1)).toBe(expected.trimEnd().split('\n').at(-1));
  });

  it('gives each line the number that it has in the file', () => {
    expect(instrument(blockOf('f();\ng(); // => 1', 20), 'check.ts').split('\n')[20]).toBe(
      '__check(21, (g()), (1));',
    );
  });

  it.each([
    ['a value that is prose', 'f(); // => about two', 'no expression'],
    ['no value', 'f(); // =>', 'no expression'],
    ['a value of a destructured constant', 'const { a } = f(); // => 1', 'one named constant'],
    ['a value inside a block', 'if (a) {\n  f(); // => 1\n}', 'has 1 expectations, of which 0'],
    ['a value that follows nothing', '// => 1\nf();', 'has 1 expectations, of which 0'],
  ])('refuses %s', (_, code, message) => {
    expect(() => instrument(blockOf(code), 'check.ts')).toThrow(message);
  });
});

describe('check', () => {
  it.each([
    ['numbers within a billionth', 0.1 + 0.2, 0.3],
    ['a typed array and a list', new Float64Array([1, 2]), [1, 2]],
    ['keys in another order, undefined ones left out', { a: 1, b: [NaN], c: undefined }, { b: [NaN], a: 1 }],
    ['maps', new Map([['a', 1]]), new Map([['a', 1]])],
  ])('takes %s for equal', (_, actual, expected) => {
    expect(() => check(1, actual, expected)).not.toThrow();
  });

  it.each([
    ['another number', 1, 1.000001],
    ['a longer list', [1, 2], [1]],
    ['a shorter list', [1], [1, 2]],
    ['a key too many', { a: 1, b: 2 }, { a: 1 }],
    ['a key too few', { a: 1 }, { a: 1, b: 2 }],
    ['another key', { a: 1 }, { b: 1 }],
    ['a text for a number', '1', 1],
    ['null for an object', null, {}],
    ['a list for an object', [], {}],
    ['another map', new Map([['a', 1]]), new Map([['a', 2]])],
    ['a set for a map', new Set(), new Map()],
  ])('sees %s', (_, actual, expected) => {
    expect(() => check(7, actual, expected)).toThrow('line 7 says');
  });
});

describe('typeErrorsOf', () => {
  it('sees a wrong type and a missing export, with file and line', () => {
    const errors = typeErrorsOf([
      { path: 'README.md', line: 5, code: "export {};\nconst a: number = 'x';" },
      {
        path: 'docs/a.md',
        line: 2,
        code: "import { nothingOfTheKind } from 'bailiwick';\nnothingOfTheKind();",
      },
      { path: 'docs/b.md', line: 2, code: 'const a: number = 1;\nconsole.log(a);' },
    ]);
    expect(errors).toEqual([
      expect.stringContaining('README.md:6 '),
      expect.stringMatching(/^docs\/a\.md:2 .*nothingOfTheKind/),
    ]);
  }, 120_000);
});
