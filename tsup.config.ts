import { defineConfig } from 'tsup';

/** The rooms in the order of the ladder: each is a subpath export of its own. */
const rooms = ['core', 'model', 'segment', 'geo', 'balance', 'quota', 'kpi', 'plan', 'io', 'worker'];

export default defineConfig({
  entry: Object.fromEntries([
    ['index', 'src/index.ts'],
    ...rooms.map((room) => [`${room}/index`, `src/${room}/index.ts`]),
  ]),
  format: ['esm'],
  target: 'es2022',
  platform: 'neutral',
  splitting: true,
  sourcemap: true,
  clean: true,
  treeshake: false,
  // tsup sets `baseUrl` for its types build, which TypeScript 6 reports as deprecated.
  dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
});
