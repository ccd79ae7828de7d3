import ts from 'typescript';
import type { ExampleBlock } from './exampleBlocks.js';
import { root } from './readSources.js';

/** What the compiler says about the examples, as `path:line message`; the library is taken from `src`. */
export function typeErrorsOf(examples: readonly ExampleBlock[]): string[] {
  const config = ts.readConfigFile(`${root}tsconfig.test.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
  Object.assign(options, { moduleDetection: ts.ModuleDetectionKind.Force, noUnusedLocals: false });
  // Beside package.json, so that bare specifiers resolve; each line keeps the number it has in its file.
  const files = new Map(examples.map((block, i) => [`${root}example-${i}.ts`, block]));
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.getSourceFile = (name, languageVersion, ...rest) => {
    const block = files.get(name);
    if (block === undefined) return getSourceFile(name, languageVersion, ...rest);
    return ts.createSourceFile(name, '\n'.repeat(block.line - 1) + block.code, languageVersion, true);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files].flatMap(([name, block]) => {
    const source = program.getSourceFile(name)!;
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map(({ start = 0, messageText }) => {
      const line = source.getLineAndCharacterOfPosition(start).line + 1;
      return `${block.path}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
  });
}
