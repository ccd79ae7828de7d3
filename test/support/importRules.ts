/**
 * The rules of DESIGN.md that can be read off the source: who may import whom, and what a module may do
 * when it is loaded. Works on a map of texts, so that each rule can be shown to catch its own violation.
 */
import ts from 'typescript';

/** The ladder: a file imports its own room or a lower rung; rooms on one rung do not see each other. */
const rungOfRoom: Record<string, number> = {
  core: 0,
  model: 1,
  worker: 1,
  segment: 2,
  geo: 2,
  rules: 2,
  balance: 3,
  quota: 3,
  route: 3,
  kpi: 4,
  plan: 5,
  io: 6,
};

/** Packages that only some rooms may import, since they would weigh on everything else. */
const roomsOfPackage: Record<string, string[]> = { zod: ['model', 'io'] };

/** Calls that give another answer each time; randomness and the clock are arguments here. */
const impureReads = ['Math.random', 'Date.now', 'performance.now'];

interface ImportEdge {
  target: string;
  line: number;
}

/**
 * Every violation in `sources`, as `path:line what is wrong`.
 *
 * @param sources - text by path, paths relative to the root and beginning with `src/`
 * @param dependencies - names of the runtime dependencies that package.json declares
 */
export function findViolations(
  sources: ReadonlyMap<string, string>,
  dependencies: readonly string[],
): string[] {
  const violations: string[] = [];
  const edges = new Map<string, ImportEdge[]>();
  for (const [path, text] of sources) {
    const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
    const report = (position: number, what: string) => {
      violations.push(`${path}:${lineAt(file, position)} ${what}`);
    };
    const room = roomOf(path);
    if (room === undefined) report(0, 'lies in no room of the ladder');
    const local: ImportEdge[] = [];
    for (const { specifier, position } of importsOf(file)) {
      if (specifier.startsWith('.')) {
        const target = resolve(path, specifier);
        if (target === undefined || !sources.has(target)) {
          report(position, `imports ${specifier}, which is no file (the extension is .js)`);
          continue;
        }
        local.push({ target, line: lineAt(file, position) });
        const wrong = room === undefined ? undefined : judgeStep(room, target);
        if (wrong !== undefined) report(position, wrong);
      } else {
        const wrong = judgePackage(room, specifier, dependencies);
        if (wrong !== undefined) report(position, wrong);
      }
    }
    edges.set(path, local);
    for (const { position, what } of topLevelEffects(file)) report(position, what);
    for (const { position, what } of impureReadsOf(file)) report(position, what);
  }
  for (const { path, line, cycle } of findCycles(edges)) {
    violations.push(`${path}:${line} closes a cycle: ${cycle.join(' -> ')}`);
  }
  return violations;
}

function lineAt(file: ts.SourceFile, position: number): number {
  return file.getLineAndCharacterOfPosition(position).line + 1;
}

/** The room's name, `index` for the front door, undefined for a file outside the ladder. */
function roomOf(path: string): string | undefined {
  if (path === 'src/index.ts') return 'index';
  const [, room] = /^src\/([^/]+)\//.exec(path) ?? [];
  return room !== undefined && Object.hasOwn(rungOfRoom, room) ? room : undefined;
}

function resolve(from: string, specifier: string): string | undefined {
  if (!specifier.endsWith('.js')) return undefined;
  const parts = from.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/').replace(/\.js$/, '.ts');
}

function judgeStep(room: string, target: string): string | undefined {
  const targetRoom = roomOf(target);
  if (room === 'index') {
    return /^src\/[^/]+\/index\.ts$/.test(target)
      ? undefined
      : `imports ${target}; the front door reads the rooms' index.ts only`;
  }
  if (target.endsWith('/index.ts')) return `imports ${target}; inside, import the exact file`;
  if (targetRoom === undefined || targetRoom === room) return undefined;
  const step = rungOfRoom[targetRoom]! - rungOfRoom[room]!;
  if (step > 0) return `imports ${target}: ${room} is below ${targetRoom} on the ladder`;
  if (step === 0) return `imports ${target}: ${room} and ${targetRoom} are on one rung`;
  return undefined;
}

function judgePackage(
  room: string | undefined,
  specifier: string,
  dependencies: readonly string[],
): string | undefined {
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  if (!dependencies.includes(name)) return `imports ${specifier}, which is no runtime dependency`;
  const rooms = roomsOfPackage[name];
  if (rooms !== undefined && room !== undefined && !rooms.includes(room)) {
    return `imports ${specifier}, which belongs to ${rooms.join(' and ')} only`;
  }
  return undefined;
}

function importsOf(file: ts.SourceFile): { specifier: string; position: number }[] {
  const found: { specifier: string; position: number }[] = [];
  const visit = (node: ts.Node): void => {
    const literal =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
          ? node.argument.literal
          : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
            ? node.arguments[0]
            : undefined;
    if (literal !== undefined && ts.isStringLiteralLike(literal)) {
      found.push({ specifier: literal.text, position: literal.getStart(file) });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Statements that compute, or keep something to write into, when the module is loaded. */
function topLevelEffects(file: ts.SourceFile): { position: number; what: string }[] {
  const found: { position: number; what: string }[] = [];
  for (const statement of file.statements) {
    const position = statement.getStart(file);
    if (ts.isVariableStatement(statement)) {
      if (hasModifier(statement, ts.SyntaxKind.DeclareKeyword)) continue;
      if ((statement.declarationList.flags & ts.NodeFlags.Const) === 0) {
        found.push({ position, what: 'keeps a variable at top level that may change' });
      }
      for (const { initializer } of statement.declarationList.declarations) {
        if (initializer !== undefined && !isInert(file, initializer)) {
          found.push({ position: initializer.getStart(file), what: 'computes when it is imported' });
        }
      }
    } else if (ts.isEnumDeclaration(statement) || ts.isModuleDeclaration(statement)) {
      if (!hasModifier(statement, ts.SyntaxKind.DeclareKeyword)) {
        found.push({ position, what: 'runs code when it is imported (enum or namespace)' });
      }
    } else if (
      !ts.isImportDeclaration(statement) &&
      !ts.isExportDeclaration(statement) &&
      !ts.isFunctionDeclaration(statement) &&
      !ts.isClassDeclaration(statement) &&
      !ts.isInterfaceDeclaration(statement) &&
      !ts.isTypeAliasDeclaration(statement)
    ) {
      found.push({ position, what: 'runs a statement when it is imported' });
    }
  }
  return found;
}

function hasModifier(node: ts.HasModifiers, kind: ts.SyntaxKind): boolean {
  return node.modifiers?.some((modifier) => modifier.kind === kind) ?? false;
}

/** Whether a bundler may drop the expression, and evaluating it allocates nothing that can be written into. */
function isInert(file: ts.SourceFile, node: ts.Expression): boolean {
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node)) {
    return isInert(file, node.expression);
  }
  if (ts.isPrefixUnaryExpression(node)) return isInert(file, node.operand);
  if (ts.isBinaryExpression(node)) return isInert(file, node.left) && isInert(file, node.right);
  if (ts.isTemplateExpression(node))
    return node.templateSpans.every((span) => isInert(file, span.expression));
  if (ts.isPropertyAccessExpression(node)) return isInert(file, node.expression);
  if (ts.isArrayLiteralExpression(node)) return node.elements.every((element) => isInert(file, element));
  if (ts.isSpreadElement(node)) return isInert(file, node.expression);
  if (ts.isObjectLiteralExpression(node)) {
    return node.properties.every((property) => {
      if (ts.isPropertyAssignment(property)) return isInert(file, property.initializer);
      if (ts.isSpreadAssignment(property)) return isInert(file, property.expression);
      return true;
    });
  }
  // Bundlers keep any call that is not marked, Object.freeze included.
  if (ts.isCallExpression(node)) return isMarkedPure(file, node);
  if (ts.isNewExpression(node)) {
    // A table of constants is a value; an empty collection is a registry that somebody will fill.
    const [first] = node.arguments ?? [];
    const isTable = ts.isIdentifier(node.expression) && ['Set', 'Map'].includes(node.expression.text);
    return isTable && first !== undefined && isInert(file, first);
  }
  return (
    ts.isLiteralExpression(node) ||
    ts.isIdentifier(node) ||
    ts.isArrowFunction(node) ||
    ts.isFunctionExpression(node) ||
    [ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword, ts.SyntaxKind.NullKeyword].includes(node.kind)
  );
}

function isMarkedPure(file: ts.SourceFile, node: ts.Node): boolean {
  return file.text.slice(node.getFullStart(), node.getStart(file)).includes('__PURE__');
}

function impureReadsOf(file: ts.SourceFile): { position: number; what: string }[] {
  const found: { position: number; what: string }[] = [];
  const visit = (node: ts.Node): void => {
    const name = ts.isPropertyAccessExpression(node) ? node.getText(file) : undefined;
    if (name !== undefined && impureReads.includes(name)) {
      found.push({ position: node.getStart(file), what: `reads ${name}` });
    }
    if (
      ts.isNewExpression(node) &&
      node.expression.getText(file) === 'Date' &&
      (node.arguments?.length ?? 0) === 0
    ) {
      found.push({ position: node.getStart(file), what: 'reads the clock by new Date()' });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** One line for each import that closes a cycle, types included: a cycle hides which file leans on which. */
function findCycles(
  edges: ReadonlyMap<string, ImportEdge[]>,
): { path: string; line: number; cycle: string[] }[] {
  const found: { path: string; line: number; cycle: string[] }[] = [];
  const done = new Set<string>();
  const trail: string[] = [];
  const visit = (path: string): void => {
    trail.push(path);
    for (const { target, line } of edges.get(path) ?? []) {
      const start = trail.indexOf(target);
      if (start >= 0) found.push({ path, line, cycle: [...trail.slice(start), target] });
      else if (!done.has(target)) visit(target);
    }
    trail.pop();
    done.add(path);
  };
  for (const path of edges.keys()) if (!done.has(path)) visit(path);
  return found;
}
