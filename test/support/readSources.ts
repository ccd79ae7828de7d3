import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The root of the repository, with a slash at its end. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Texts of the files below `folder` whose name ends in `extension`, by path relative to the root, sorted.
 * A folder that does not exist has no files.
 */
export function readSources(folder: string, extension: string): Map<string, string> {
  let names: string[];
  try {
    names = readdirSync(root + folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return new Map();
  }
  const paths = names
    .filter((name) => name.endsWith(extension))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`);
  return new Map(paths.sort().map((path) => [path, readFileSync(root + path, 'utf8')]));
}
