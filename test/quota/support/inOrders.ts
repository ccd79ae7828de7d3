import fc from 'fast-check';

/** A list, and the positions of its entries in another order. */
export const inOrders = <Row>(rows: fc.Arbitrary<Row>, { minLength = 1, maxLength = 8 } = {}) =>
  fc
    .array(rows, { minLength, maxLength })
    .chain((list) =>
      fc
        .shuffledSubarray(Array.from(list.keys()), { minLength: list.length })
        .map((order) => ({ list, order })),
    );
