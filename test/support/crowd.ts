/** Two texts of one length and one hash, as 65599^2 = 125 x 65599 + 61630 in 32 bits. */
const twins = [String.fromCharCode(97, 200, 62000), String.fromCharCode(98, 75, 370)];

/** As many texts of one hash as there are ways to put seven twins in a row. */
export const crowd = Array.from({ length: 128 }, (_, c) =>
  Array.from({ length: 7 }, (_, k) => twins[(c >> k) & 1]).join(''),
);
