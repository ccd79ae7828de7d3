/**
 * Examples in the documentation, as code that can be run.
 *
 * A block fenced as `ts` in a TSDoc `@example` or in a markdown file is a module of its own. A line comment
 * `// => value` behind a statement, or alone on the line below it, says what the statement's value is;
 * lines below that begin with `//` and two spaces or more continue the value:
 *
 *     const shares = allocate(10, [1, 1]); // => [5, 5]
 *     shares.map((share) => ({ share }));
 *     // => [
 *     //      { share: 5 }, { share: 5 },
 *     //    ]
 *     console.log(shares.length); // => 2
 *
 * A markdown block fenced as `ts no-run` is prose.
 */
import ts from 'typescript';

export interface ExampleBlock {
  /** Path of the file relative to the root. */
  path: string;
  /** Line of the first line of code in that file, from 1. */
  line: number;
  code: string;
}

/** The fenced `ts` blocks of a markdown text. */
export function extractFromMarkdown(path: string, text: string): ExampleBlock[] {
  return extractFences(path, text.split('\n'), 1);
}

/** The fenced `ts` blocks below `@example` in the doc comments of a TypeScript file. */
export function extractFromSource(path: string, text: string): ExampleBlock[] {
  const blocks: ExampleBlock[] = [];
  for (const match of text.matchAll(/\/\*\*[\s\S]*?\*\//g)) {
    const firstLine = text.slice(0, match.index).split('\n').length;
    let tag = '';
    const lines = match[0]
      .replace(/\*\/$/, '')
      .split('\n')
      .map((line) => line.replace(/^\s*\/?\*+ ?/, ''))
      .map((line) => {
        tag = /^@(\w+)/.exec(line)?.[1] ?? tag;
        return tag === 'example' ? line : '';
      });
    blocks.push(...extractFences(path, lines, firstLine));
  }
  return blocks;
}

function extractFences(path: string, lines: readonly string[], firstLine: number): ExampleBlock[] {
  const blocks: ExampleBlock[] = [];
  let fence: { indent: number; isExample: boolean; begin: number } | undefined;
  lines.forEach((line, i) => {
    const [, indent, info] = /^(\s*)```(.*)$/.exec(line) ?? [];
    if (info === undefined || indent === undefined) return;
    if (fence === undefined) {
      fence = { indent: indent.length, isExample: /^(ts|typescript)$/.test(info.trim()), begin: i + 1 };
      return;
    }
    if (fence.isExample) {
      const { indent: width, begin } = fence;
      const code = lines.slice(begin, i).map((text) => text.slice(Math.min(width, text.search(/\S|$/))));
      blocks.push({ path, line: firstLine + begin, code: code.join('\n') });
    }
    fence = undefined;
  });
  if (fence !== undefined)
    throw new Error(`${path}:${firstLine + fence.begin - 1} a fence that is never closed`);
  return blocks;
}

/**
 * The block as a module: each expectation is a call of `check(line, actual, expected)`, imported from
 * `checkModule`, and every line has the number that it has in the file.
 *
 * @throws Error for an expectation that follows no statement or is no value.
 */
export function instrument(block: ExampleBlock, checkModule: string): string {
  const file = ts.createSourceFile('example.ts', block.code, ts.ScriptTarget.ES2022, true);
  const lineOf = (position: number) => block.line + file.getLineAndCharacterOfPosition(position).line;
  const fail = (position: number, what: string): never => {
    throw new Error(`${block.path}:${lineOf(position)} ${what}`);
  };
  let code = '';
  let written = 0;
  let checked = 0;
  for (const statement of file.statements) {
    const expectation = expectationAfter(block.code, statement.end);
    if (expectation === undefined) continue;
    checked++;
    const start = statement.getStart(file);
    const expected = expectation.value;
    if (!isExpression(expected)) fail(statement.end, `the expected value is no expression: ${expected}`);
    const line = lineOf(statement.end);
    code += block.code.slice(written, start);
    if (ts.isExpressionStatement(statement)) {
      code += `__check(${line}, (${shownValue(statement.expression).getText(file)}), (${expected}));`;
    } else {
      const name =
        declaredName(statement) ?? fail(start, 'only an expression or one named constant has a value');
      code += `${statement.getText(file)} __check(${line}, ${name}, (${expected}));`;
    }
    // What is cut, the comment, is given back as empty lines.
    code += '\n'.repeat(block.code.slice(statement.end, expectation.end).split('\n').length - 1);
    written = expectation.end;
  }
  code += block.code.slice(written);
  const promised = block.code.match(/\/\/ =>/g)?.length ?? 0;
  if (promised !== checked) {
    throw new Error(
      `${block.path}:${block.line} has ${promised} expectations, of which ${checked} follow a statement`,
    );
  }
  return `${'\n'.repeat(block.line - 1)}import { check as __check } from '${checkModule}'; ${code}\n`;
}

function expectationAfter(code: string, position: number): { value: string; end: number } | undefined {
  const match = /^[ \t]*(?:\n[ \t]*)?\/\/ =>(.*(?:\n[ \t]*\/\/ {2,}.*)*)/.exec(code.slice(position));
  if (match === null) return undefined;
  return { value: match[1]!.replace(/\n[ \t]*\/\//g, ' ').trim(), end: position + match[0].length };
}

function isExpression(text: string): boolean {
  const { diagnostics = [] } = ts.transpileModule(`(${text});`, {
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2022 },
  });
  return text !== '' && diagnostics.length === 0;
}

/** What `console.log(value)` prints, or the expression itself. */
function shownValue(expression: ts.Expression): ts.Expression {
  const isLog = ts.isCallExpression(expression) && expression.expression.getText() === 'console.log';
  return isLog && expression.arguments.length === 1 ? expression.arguments[0]! : expression;
}

function declaredName(statement: ts.Statement): string | undefined {
  if (!ts.isVariableStatement(statement)) return undefined;
  const [declaration, ...more] = statement.declarationList.declarations;
  if (declaration === undefined || more.length > 0 || !ts.isIdentifier(declaration.name)) return undefined;
  return declaration.name.text;
}
