import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { showValue } from '../../src/core/issue.js';

describe('showValue', () => {
  it('is short and on one line for anything', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.string({ unit: 'binary', minLength: 50 })), (value) => {
        const shown = showValue(value);
        expect(shown.length).toBeLessThanOrEqual(62);
        expect(shown).not.toMatch(/[\n\r\0]/);
      }),
    );
  });
});
