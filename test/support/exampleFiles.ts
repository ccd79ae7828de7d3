import { existsSync, readFileSync } from 'node:fs';
import { type ExampleBlock, extractFromMarkdown, extractFromSource } from './exampleBlocks.js';
import { readSources, root } from './readSources.js';

/** The examples in one file of the repository. */
export function examplesIn(path: string): ExampleBlock[] {
  const text = readFileSync(root + path, 'utf8');
  return path.endsWith('.md') ? extractFromMarkdown(path, text) : extractFromSource(path, text);
}

/** Every example: in the doc comments of `src`, in the README and in the pages of `docs`. */
export function allExamples(): ExampleBlock[] {
  const pages = [...readSources('docs', '.md').keys()].filter((path) => !path.startsWith('docs/api/'));
  const readme = existsSync(`${root}README.md`) ? ['README.md'] : [];
  return [...readSources('src', '.ts').keys(), ...readme, ...pages].flatMap(examplesIn);
}
