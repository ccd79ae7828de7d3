import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Path of a Chromium: $CHROMIUM, or the first of a few usual names on the PATH; `undefined` where there is none. */
export function findBrowser() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const usual = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
  const candidates = [
    process.env.CHROMIUM,
    ...usual.flatMap((name) => folders.map((folder) => join(folder, name))),
  ];
  return candidates.find((path) => path !== undefined && path !== '' && existsSync(path));
}
