import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Path of an installed Chromium: $CHROMIUM, or the first of a few usual names on the PATH; `undefined` without one. */
export function findBrowser(): string | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [process.env.CHROMIUM ?? '', ...candidates].find((path) => path !== '' && existsSync(path));
}
