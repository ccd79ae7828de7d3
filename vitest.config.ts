import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { examplePlugin } from './test/support/examplePlugin.js';

const src = fileURLToPath(new URL('./src', import.meta.url));

export default defineConfig({
  plugins: [examplePlugin()],
  resolve: {
    alias: [
      { find: /^bailiwick$/, replacement: `${src}/index.ts` },
      { find: /^bailiwick\/([a-z]+)$/, replacement: `${src}/$1/index.ts` },
    ],
  },
  test: {
    testTimeout: 30_000,
    hookTimeout: 30_000,
    maxWorkers: 2,
    reporters: ['default', ['json', { outputFile: 'test-results/vitest.json' }]],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: ['text', 'text-summary', 'json-summary'],
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'plain',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.{property,oracle}.test.ts'],
        },
      },
      { extends: true, test: { name: 'property', include: ['test/**/*.property.test.ts'] } },
      { extends: true, test: { name: 'oracle', include: ['test/**/*.oracle.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'types',
          include: [],
          typecheck: {
            enabled: true,
            only: true,
            include: ['test/**/*.test-d.ts'],
            tsconfig: './tsconfig.types.json',
            // The types stage compiles everything; here only the files of this project count.
            ignoreSourceErrors: true,
          },
        },
      },
    ],
  },
});
