import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

describe('package.json', () => {
  it('gives types and code for every entry, types first', () => {
    for (const [name, entry] of Object.entries(manifest.exports)) {
      if (name === './package.json') continue;
      const room = name === '.' ? '' : `${name.slice(2)}/`;
      expect(entry).toEqual({ types: `./dist/${room}index.d.ts`, default: `./dist/${room}index.js` });
      expect(Object.keys(entry as object)[0]).toBe('types');
    }
  });

  it('is free of side effects and of scripts that run on install', () => {
    expect(manifest.sideEffects).toBe(false);
    expect(Object.keys(manifest.scripts)).not.toContain('postinstall');
    expect(Object.keys(manifest.scripts)).not.toContain('prepare');
  });
});
