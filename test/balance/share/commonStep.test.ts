import { expect, it } from 'vitest';
import { commonStep } from '../../../src/balance/share/commonStep.js';

it('finds the step of whole hours, of quarters, and of shares of a mean', () => {
  expect(commonStep([3, 6, 12])).toBe(3);
  expect(commonStep([0.75, 1.5, 0.5])).toBe(0.25);
  expect(commonStep([5, 7, 10].map((hours) => hours / 164.7)) * 164.7).toBeCloseTo(1, 12);
});

it('leaves out what has no load', () => {
  expect(commonStep([0, 4, 6])).toBe(2);
  expect(commonStep([0])).toBe(1);
  expect(commonStep([])).toBe(1);
});

it('finds none where it would be finer than a hundredth of the heaviest, or where there is none', () => {
  expect(commonStep([1, 1000])).toBe(0);
  expect(commonStep([1, Math.SQRT2, 1.7])).toBe(0);
  expect(commonStep([1, 2 + 1e-8])).toBe(0);
});
