/**
 * The look of maps and charts. `p0` to `p7` are the pastel grounds, `d0` to `d7` the dots on them, each the same hue
 * but darker; on dark paper it is the other way round. Constant, so that a content security policy can name its hash.
 */
export const MAP_STYLE =
  '.paper{fill:#fff}.ink{fill:#1d2329}.soft{fill:#5b6570}text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}' +
  '.p0{fill:#b7d1ef}.p1{fill:#f6de9e}.p2{fill:#bfe3b6}.p3{fill:#f5c0c8}.p4{fill:#d5c7ec}.p5{fill:#a9dfd8}.p6{fill:#f8caa5}.p7{fill:#d6d8d3}' +
  '.d0{stroke:#2f5f9e}.d1{stroke:#8a6300}.d2{stroke:#2f7a35}.d3{stroke:#a83250}.d4{stroke:#6a4aa5}.d5{stroke:#13736b}.d6{stroke:#a8531a}.d7{stroke:#50555a}.dn{stroke:#111}' +
  '.ground{stroke:#fff;stroke-linejoin:round}.ground .on{stroke:#111;stroke-width:22px}.lines{fill:none;stroke:#6d7883;stroke-linejoin:round;stroke-opacity:.75}' +
  '.dots{fill:none;stroke-linecap:round;stroke-opacity:.62}' +
  '.no{font-weight:700;text-anchor:middle;dominant-baseline:central;fill:#14181c;stroke:#fff;stroke-opacity:.85;paint-order:stroke;stroke-linejoin:round}' +
  '.frame{fill:none;stroke:#1d2329}.band{fill:#e4e8ec}.zero{stroke:#1d2329}.grid{stroke:#c3cad1}.bar{fill:#3f6ea8}.bar.out{fill:#b3261e}.stripe{fill:#f4f6f8}' +
  '.no{font-size:11px;stroke-width:2.6px}.narrow{display:none}.letter{font-size:13px}.chart-text{font-size:9.5px}.legend-text{font-size:12px}' +
  '.end{text-anchor:end}.mid{text-anchor:middle}.bold{font-weight:700}' +
  '@media screen and (prefers-color-scheme:dark){.paper{fill:#14181c}.ink{fill:#e9edf0}.soft{fill:#a4afb9}' +
  '.p0{fill:#2c4a6e}.p1{fill:#5e4c1c}.p2{fill:#2c5531}.p3{fill:#6b3140}.p4{fill:#47386a}.p5{fill:#1d5550}.p6{fill:#6b4222}.p7{fill:#484c4b}' +
  '.d0{stroke:#b7d1ef}.d1{stroke:#f6de9e}.d2{stroke:#bfe3b6}.d3{stroke:#f5c0c8}.d4{stroke:#d5c7ec}.d5{stroke:#a9dfd8}.d6{stroke:#f8caa5}.d7{stroke:#d6d8d3}.dn{stroke:#fff}' +
  '.ground{stroke:#14181c}.ground .on{stroke:#fff}.lines{stroke:#9aa5af}.no{fill:#fff;stroke:#14181c}' +
  '.frame{stroke:#e9edf0}.band{fill:#2a323a}.zero{stroke:#e9edf0}.grid{stroke:#46515b}.bar{fill:#7fb0ea}.bar.out{fill:#ff8a80}.stripe{fill:#1b2127}}';
