/**
 * Adds to package-lock.json the optional packages of other platforms that `npm install` left out.
 *
 * npm 11 omits an optional package that the registry it asks cannot deliver, and `npm ci` then refuses the
 * lock it wrote itself (npm/cli#9846). An entry with version, os and cpu is enough for `npm ci`, which
 * skips foreign platforms. Run it through `npm run lock` after every change of dependencies.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));

const systems = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'aix',
  'win32',
];
const processors = [
  'arm64',
  'arm',
  'x64',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
];

/** The lock's entry that `name` resolves to when asked from the package at `from`, or undefined. */
function resolveFrom(from, name) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    const found = lock.packages[at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`];
    if (found !== undefined || at === '') return found;
  }
}

/** The platform as the package's name tells it: `@rollup/rollup-linux-x64-musl`. */
function platformOf(name) {
  const words = name.split(/[/-]/);
  const os = words.find((word) => systems.includes(word));
  const cpu = words.find((word) => processors.includes(word));
  if (os === undefined || cpu === undefined) throw new Error(`no platform in the name ${name}`);
  const libc = words.some((word) => word.startsWith('musl'))
    ? ['musl']
    : words.some((word) => word.startsWith('gnu'))
      ? ['glibc']
      : undefined;
  return { os: [os], cpu: [cpu], ...(os === 'linux' && libc ? { libc } : {}) };
}

const added = [];
for (const [at, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (resolveFrom(at, name) !== undefined) continue;
    if (!/^\d+\.\d+\.\d+$/.test(version))
      throw new Error(`${name} is asked for as ${version}, not as one version`);
    lock.packages[`node_modules/${name}`] = { version, ...platformOf(name), dev: true, optional: true };
    added.push(name);
  }
}

const [root, ...rest] = Object.entries(lock.packages);
rest.sort(([a], [b]) => (a < b ? -1 : 1));
lock.packages = Object.fromEntries([root, ...rest]);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(
  added.length === 0 ? 'the lock is complete' : `added ${added.length} entries: ${added.join(', ')}`,
);
