/** The look of the report around its pictures. Constant: the content security policy names its hash. */
export const REPORT_STYLE = `
:root{color-scheme:light dark;--paper:#fff;--panel:#f5f7f9;--ink:#1d2329;--soft:#5b6570;--line:#d5dbe1;--accent:#1f5fa8;--bad:#b3261e}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1320px;padding:20px;background:var(--paper);color:var(--ink);font:15px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
h1{font-size:24px;line-height:1.25;margin:0 0 4px;overflow-wrap:anywhere}
h2{font-size:18px;margin:32px 0 8px}
p{margin:4px 0 8px;max-width:80em}
.detail,.note{color:var(--soft)}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:8px;margin:14px 0}
.facts div{background:var(--panel);border-radius:6px;padding:8px 12px;min-width:0}
.facts dt{color:var(--soft);font-size:13px}
.facts dd{margin:0;font-weight:650;font-size:17px;overflow-wrap:anywhere}
.bad{color:var(--bad)}
figure{margin:16px 0 0;display:grid;grid-template-columns:minmax(0,1fr) 372px;gap:20px;align-items:start}
figure svg{display:block;width:100%;height:auto}
.insets{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:12px;margin-top:10px}
.legend{max-width:360px;margin-top:10px}
.hidden{position:absolute;width:0;height:0;overflow:hidden}
.controls{display:flex;flex-wrap:wrap;gap:10px 16px;align-items:end;margin:8px 0}
.controls label{display:grid;gap:2px;font-size:13px;color:var(--soft)}
input,select,button{font:inherit;color:inherit}
.controls input,.controls select,.pager button{min-height:38px;max-width:100%;padding:6px 10px;border:1px solid var(--soft);border-radius:6px;background:var(--paper)}
.controls input{width:260px}.controls select{width:220px}
:focus-visible{outline:3px solid var(--accent);outline-offset:1px}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:6px}
table{border-collapse:separate;border-spacing:0;width:100%;font-size:14px}
th,td{padding:4px 8px;text-align:left;border-bottom:1px solid var(--line);white-space:nowrap}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
td.name{white-space:normal;min-width:180px;overflow-wrap:anywhere}
thead th{background:var(--panel);vertical-align:bottom;white-space:normal}
tfoot td,tfoot th{font-weight:650;background:var(--panel)}
th[scope=row]{position:sticky;left:0;background:var(--paper);font-weight:500}
thead th:first-child,tfoot th{position:sticky;left:0;z-index:1;background:var(--panel)}
thead button{all:unset;cursor:pointer;font-weight:650;box-sizing:border-box}
thead button::after{content:"\\2195";opacity:.35;margin-left:4px}
[aria-sort=ascending] button::after{content:"\\2191";opacity:1}
[aria-sort=descending] button::after{content:"\\2193";opacity:1}
thead button:focus-visible,th[scope=row] button:focus-visible{outline:3px solid var(--accent);outline-offset:1px}
th[scope=row] button{all:unset;display:inline;cursor:pointer;text-decoration:underline;text-decoration-color:var(--soft);text-underline-offset:3px}
.chip{display:inline-block;min-width:2.2em;padding:0 4px;margin-right:7px;border-radius:4px;text-align:center;font-weight:650;color:#14181c;forced-color-adjust:none}
.k0{background:#b7d1ef}.k1{background:#f6de9e}.k2{background:#bfe3b6}.k3{background:#f5c0c8}.k4{background:#d5c7ec}.k5{background:#a9dfd8}.k6{background:#f8caa5}.k7{background:#d6d8d3}
tbody tr:hover td,tbody tr:hover th{background:var(--panel)}
.pager{display:flex;flex-wrap:wrap;gap:10px;align-items:center;margin:8px 0}
.pager button:disabled{opacity:.4}
footer{margin-top:32px;padding-top:10px;border-top:1px solid var(--line);color:var(--soft);font-size:13px;overflow-wrap:anywhere}
@media (max-width:1080px){figure{grid-template-columns:minmax(0,1fr)}.chart{max-width:560px}}
@media (max-width:700px){body{padding:14px}h1{font-size:20px}.insets{grid-template-columns:minmax(0,1fr)}.facts{grid-template-columns:repeat(2,minmax(0,1fr))}
.controls label,.controls input,.controls select{width:100%}th[scope=row]{white-space:normal}#scorecard th[scope=row]{min-width:176px}.chip{margin-right:5px}
.main-numbers .no{font-size:21px;stroke-width:5px}.main-numbers .wide{display:none}.main-numbers .narrow{display:inline}}
@media screen and (prefers-color-scheme:dark){:root{--paper:#14181c;--panel:#1e252b;--ink:#e9edf0;--soft:#a4afb9;--line:#343d46;--accent:#7fb0ea;--bad:#ff8a80}}
@media print{@page{margin:11mm}:root{color-scheme:light}body{max-width:none;padding:0;font-size:10pt}.controls,.pager button,.skip{display:none}
figure{grid-template-columns:minmax(0,1fr)}.chart{max-width:430px;break-inside:avoid}.view,.insets{break-inside:avoid}
.scroll{overflow:visible;border:0}table{font-size:7.5pt}th,td{padding:2px 4px}thead th,td{white-space:normal}td.n{white-space:nowrap}td.name{min-width:0}
th[scope=row],thead th:first-child,tfoot th{position:static}thead{display:table-header-group}tfoot{display:table-row-group}tr{break-inside:avoid}thead button::after{content:""}
.chip{print-color-adjust:exact;-webkit-print-color-adjust:exact}h2{break-after:avoid}}
`;
