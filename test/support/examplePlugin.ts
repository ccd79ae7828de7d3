import type { Plugin } from 'vitest/config';
import { instrument } from './exampleBlocks.js';
import { examplesIn } from './exampleFiles.js';
import { root } from './readSources.js';

const prefix = 'virtual:example/';

/** Lets a test import the example that begins at a line of a file, as `virtual:example/README.md@12.ts`. */
export function examplePlugin(): Plugin {
  return {
    name: 'bailiwick-examples',
    resolveId: (id) => (id.startsWith(prefix) ? id : undefined),
    load(id) {
      const [, path, line] = /^virtual:example\/(.+)@(\d+)\.ts$/.exec(id) ?? [];
      if (path === undefined) return undefined;
      const block = examplesIn(path).find((example) => example.line === Number(line));
      if (block === undefined) throw new Error(`no example begins at ${path}:${line}`);
      return instrument(block, `${root}test/support/checkExample.ts`);
    },
  };
}
