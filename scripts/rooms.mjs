import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The root of the repository, with a slash at its end. */
export const root = fileURLToPath(new URL('../', import.meta.url));

/** package.json, read. */
export const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

/** The rooms that the package exports, in the order of its `exports`. */
export const rooms = Object.keys(manifest.exports)
  .filter((name) => name !== '.' && name !== './package.json')
  .map((name) => name.slice(2));

/** What a user imports: the front door and each room. */
export const entries = ['bailiwick', ...rooms.map((room) => `bailiwick/${room}`)];
