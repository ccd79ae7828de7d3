/** The look of the report: light, dark, narrow and on paper. */
export const reportStyle = `
:root{color-scheme:light dark;--paper:#fff;--panel:#f5f7f9;--ink:#1d2329;--soft:#5b6570;--line:#d5dbe1;--bar:#3f6ea8;--up:#2f7a35;--down:#b3261e;--second:#a8531a;--third:#6a4aa5;--band:#e4e8ec}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1180px;padding:20px;background:var(--paper);color:var(--ink);font:15px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
h1{font-size:24px;line-height:1.25;margin:0 0 4px}
h2{font-size:17px;line-height:1.3;margin:0 0 8px}
.note,figcaption{color:var(--soft)}
figcaption{font-size:13px}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(160px,1fr));gap:8px;margin:14px 0}
.facts div{background:var(--panel);border-radius:6px;padding:8px 12px}
.facts dt{color:var(--soft);font-size:13px}
.facts dd{margin:0;font-weight:650;font-size:17px}
.pictures{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:28px 36px;margin:20px 0 32px}
figure{margin:0;break-inside:avoid}
svg{display:block;width:100%;height:auto}
svg text{font-size:11px;fill:var(--ink)}
svg .soft{fill:var(--soft)}svg .end{text-anchor:end}svg .mid{text-anchor:middle}svg .bold{font-weight:700}svg .on{fill:var(--paper);font-weight:650}
.bar,.h0{fill:var(--bar)}.up{fill:var(--up)}.down{fill:var(--down)}.h1{fill:var(--second)}.h2{fill:var(--third)}.band{fill:var(--band)}
.grid,.zero,.link,.mean,.whisker{fill:none;stroke:var(--line)}.zero{stroke:var(--ink)}.link{stroke:var(--soft)}.mean{stroke:var(--ink);stroke-dasharray:4 3}.whisker{stroke:var(--soft);stroke-opacity:.4}
.dot{fill:var(--bar);stroke:var(--bar)}.below{fill:var(--paper);stroke:var(--bar);stroke-width:1.5}
svg .name{font-size:10px;paint-order:stroke;stroke:var(--paper);stroke-width:3px}
svg .count{paint-order:stroke;stroke:var(--band);stroke-width:4px}
section{margin:28px 0}
li{margin:3px 0}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:6px}
:focus-visible{outline:3px solid var(--bar);outline-offset:1px}
table{border-collapse:separate;border-spacing:0;width:100%;font-size:14px}
th,td{padding:4px 8px;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
th[scope=row],th:first-child{position:sticky;left:0;text-align:left;background:var(--paper);font-weight:500}
thead th,thead th:first-child,tfoot th[scope=row],tfoot td{background:var(--panel);font-weight:650}
@media (max-width:760px){body{padding:14px}h1{font-size:20px}.pictures{grid-template-columns:minmax(0,1fr)}th[scope=row]{white-space:normal;min-width:120px}}
@media screen and (prefers-color-scheme:dark){:root{--paper:#14181c;--panel:#1e252b;--ink:#e9edf0;--soft:#a4afb9;--line:#343d46;--bar:#7fb0ea;--up:#7cc98a;--down:#ff8a80;--second:#f0a66a;--third:#bda5f0;--band:#2a323a}}
@media print{@page{margin:11mm}:root{color-scheme:light}body{max-width:none;padding:0;font-size:10pt}h1{font-size:18pt}h2{font-size:11pt}.pictures{grid-template-columns:repeat(2,minmax(0,1fr));gap:14px 24px}.scroll{overflow:visible;border:0}table{font-size:7pt}th,td{padding:2px 3px}thead th,th[scope=row]{white-space:normal}
th[scope=row],th:first-child{position:static}thead{display:table-header-group}tfoot{display:table-row-group}tr{break-inside:avoid}h2{break-after:avoid}rect,circle,path{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;
