import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/core/errors.js';
import { hashPlan } from '../../src/plan/hashPlan.js';
import type { Plan } from '../../src/plan/plan.js';
import { solvePlan } from '../../src/plan/solvePlan.js';
import { createFieldForce } from './support/fieldForce.js';

/** 64-bit FNV-1a by the book, in big integers. */
function fnv1a(bytes: Uint8Array): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) % 2n ** 64n;
  return hash.toString(16).padStart(16, '0');
}

const hashOf = (value: unknown) => hashPlan(value as Plan);

describe('hashPlan', () => {
  it('is 64-bit FNV-1a', () => {
    expect(fnv1a(new TextEncoder().encode('foobar'))).toBe('85944171f73967e8');
    for (const text of ['', 'a', 'Malmö', '😀 \u0000 \uffff', 'x'.repeat(1000)]) {
      expect(hashOf(text)).toBe(fnv1a(Buffer.from(JSON.stringify(text), 'utf16le')));
    }
  });

  it('does not depend on the order of fields, but on that of lists', () => {
    expect(hashOf({ a: 1, b: { c: 2, d: [3, 4] } })).toBe(hashOf({ b: { d: [3, 4], c: 2 }, a: 1 }));
    expect(hashOf({ a: [1, 2] })).not.toBe(hashOf({ a: [2, 1] }));
  });

  it('names what JSON cannot say', () => {
    const issuesOf = (value: unknown) => {
      try {
        return hashOf(value);
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
        return (error as InputError).issues.map(({ field, received }) => `${field}: ${received}`);
      }
    };
    expect(issuesOf(undefined)).toEqual(['plan: nothing']);
    expect(issuesOf(Symbol('plan'))).toEqual(['plan: a symbol']);
    expect(issuesOf(() => 1)).toEqual(['plan: a function']);
    expect(issuesOf(5n)).toEqual(['plan: 5']);
    expect(issuesOf({ seed: 1n, cost: { total: 2n }, gap: undefined })).toEqual(['total: 2', 'seed: 1']);
    const looped = { id: 'a', parts: [{ whole: {} }], cost: { total: 2n } };
    looped.parts[0].whole = looped;
    expect(issuesOf(looped)).toEqual(['total: 2', 'whole: an object']);
    const list: unknown[] = [1];
    list.push(list);
    expect(issuesOf({ list })).toEqual(['1: a list of 2']);
    const twice = { a: 1 };
    expect(issuesOf({ one: twice, other: [twice] })).toBe(hashOf({ one: { a: 1 }, other: [{ a: 1 }] }));
  });

  it('tells plans apart that differ in one account', () => {
    const plan = solvePlan(createFieldForce());
    const [first, ...others] = plan.assignments;
    const other = { ...plan, assignments: [{ ...first, locked: !first.locked }, ...others] };
    expect(hashPlan(other)).not.toBe(hashPlan(plan));
    expect(hashPlan(JSON.parse(JSON.stringify(plan)))).toBe(hashPlan(plan));
  });
});
