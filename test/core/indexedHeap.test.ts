import { describe, expect, it } from 'vitest';
import { createIndexedHeap } from '../../src/core/indexedHeap.js';

describe('createIndexedHeap', () => {
  it('gives the smallest key first, equal keys in the order of their indexes', () => {
    const heap = createIndexedHeap(5);
    for (const [index, key] of [
      [3, 1],
      [1, 1],
      [4, 0],
      [0, 2],
    ])
      heap.set(index, key);
    expect(heap.size()).toBe(4);
    expect([heap.pop(), heap.pop(), heap.pop(), heap.pop(), heap.pop()]).toEqual([4, 1, 3, 0, -1]);
  });

  it('moves a waiting index up and down with its key', () => {
    const heap = createIndexedHeap(3);
    heap.set(0, 1);
    heap.set(1, 2);
    heap.set(2, 3);
    heap.set(0, 9);
    heap.set(2, 0);
    expect(heap.keyOf(0)).toBe(9);
    expect([heap.pop(), heap.pop(), heap.pop()]).toEqual([2, 1, 0]);
  });

  it('takes an index again once it has left', () => {
    const heap = createIndexedHeap(1);
    heap.set(0, 5);
    heap.pop();
    heap.set(0, Number.NEGATIVE_INFINITY);
    expect(heap.size()).toBe(1);
    expect(heap.pop()).toBe(0);
    expect(heap.size()).toBe(0);
  });
});
