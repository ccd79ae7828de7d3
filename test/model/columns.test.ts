import { describe, expect, it } from 'vitest';
import { toColumns } from '../../src/model/columns.js';

describe('toColumns', () => {
  it('puts every account at its index and NaN where nothing is known', () => {
    const columns = toColumns(
      [
        { id: 'A', lon: 1, lat: 2, measures: { beds: 20, hours: 3 }, attributes: {} },
        { id: 'B', lon: 1, measures: { beds: 0 }, attributes: {} },
      ],
      ['hours', 'beds'],
    );
    expect(columns.ids).toEqual(['A', 'B']);
    expect(columns.lon).toEqual(Float64Array.of(1, Number.NaN));
    expect(columns.lat).toEqual(Float64Array.of(2, Number.NaN));
    expect(columns.measures).toEqual([Float64Array.of(3, Number.NaN), Float64Array.of(20, 0)]);
  });

  it('takes no inherited name for a measure', () => {
    const columns = toColumns([{ id: 'A', measures: {}, attributes: {} }], ['constructor']);
    expect(columns.measures[0][0]).toBeNaN();
  });

  it('takes no accounts', () => {
    expect(toColumns([], ['hours']).measures).toEqual([new Float64Array(0)]);
  });
});
