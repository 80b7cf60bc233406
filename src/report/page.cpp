#include "report/page.hpp"

namespace spotdrill::report {

namespace {

constexpr std::string_view page_style = R"css(
:root{color-scheme:light dark;--bg:#fff;--fg:#1b1f24;--soft:#59636e;--line:#d5dae0;
--card:#f6f8fa;--progress:#1f6feb;--saved:#1a7f37;--lost:#cf222e;--rebalance:#8250df;
--notice:#9a6700;--read:#0a6e7d;--shutdown:#bc4c00;--gone:#cf222e;--odd:#b6d4fe;--even:#c8e6c9;
--pending:#e3e6ea;--ending:#f3b7a4}
@media screen and (prefers-color-scheme:dark){:root{--bg:#0d1117;--fg:#e6edf3;--soft:#9198a1;
--line:#30363d;--card:#161b22;--progress:#58a6ff;--saved:#3fb950;--lost:#ff7b72;
--rebalance:#bc8cff;--notice:#d29922;--read:#39c5cf;--shutdown:#f0883e;--gone:#ff7b72;
--odd:#1f4b80;--even:#1f5a33;--pending:#30363d;--ending:#7a3420}}
@media print{*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
section{break-inside:avoid}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1128px;padding:16px 24px 48px;background:var(--bg);color:var(--fg);
font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif;overflow-wrap:anywhere}
h1{font-size:24px;line-height:1.3;margin:8px 0}h2{font-size:18px;margin:32px 0 8px}
h3{font-size:15px;margin:20px 0 6px}p{margin:6px 0}
.badge{display:inline-block;padding:1px 10px;border-radius:12px;color:#fff;font-size:14px;
font-weight:600;vertical-align:3px;background:#6e7781;white-space:nowrap}
.passed .badge,.badge.passed{background:#1a7f37}.failed .badge,.badge.failed{background:#cf222e}
.open .badge,.badge.open{background:#9a6700}
.soft{color:var(--soft)}
table{border-collapse:collapse;width:100%;margin:8px 0}
th,td{text-align:left;padding:4px 10px 4px 0;border-bottom:1px solid var(--line);vertical-align:top}
th{font-weight:600}td.number,th.number{text-align:right;padding-right:14px;
font-variant-numeric:tabular-nums}
.facts{display:grid;grid-template-columns:minmax(150px,max-content) 1fr;gap:2px 18px;margin:8px 0}
.facts dt{color:var(--soft)}.facts dd{margin:0}
.card{background:var(--card);border:1px solid var(--line);border-left:4px solid var(--lost);
border-radius:6px;padding:8px 14px;margin:10px 0}
.card p{margin:4px 0}
pre{background:var(--card);border:1px solid var(--line);border-radius:6px;padding:8px 12px;
white-space:pre-wrap;font:12px/1.45 ui-monospace,"DejaVu Sans Mono",monospace}
code{font:13px ui-monospace,"DejaVu Sans Mono",monospace}
details{margin:8px 0}summary{cursor:pointer;color:var(--soft)}
.legend{display:flex;flex-wrap:wrap;gap:2px 18px;font-size:13px;color:var(--soft)}
.legend i{display:inline-block;width:18px;height:3px;vertical-align:4px;margin-right:6px}
.legend i.area{height:10px;vertical-align:-1px;opacity:.45}
svg{display:block;max-width:100%;height:auto}
svg text{font:11px ui-monospace,"DejaVu Sans Mono",monospace;fill:var(--soft)}
.plot text{paint-order:stroke;stroke:var(--bg);stroke-width:3px;stroke-linejoin:round}
.plot text.onband{stroke:none}.narrow{display:none}
@media (max-width:760px){body{padding:8px 12px 32px}.wide{display:none}.narrow{display:block}
.facts{grid-template-columns:1fr}.facts dd{margin:0 0 6px}}
.plot .grid{stroke:var(--line);stroke-width:1}.plot .axis,.plot .tick{stroke:var(--soft)}
.plot path{fill:none;stroke-width:2;stroke-linejoin:round}
.plot .progress{stroke:var(--progress)}.plot .saved{stroke:var(--saved)}
.plot .write{fill:var(--saved)}.plot .lost{fill:var(--lost);opacity:.28}
.plot circle.lost{opacity:1}
.plot .mark{stroke-width:1;stroke-dasharray:3 3}
.plot line.rebalance{stroke:var(--rebalance)}.plot text.rebalance{fill:var(--rebalance)}
.plot line.notice{stroke:var(--notice)}.plot text.notice{fill:var(--notice)}
.plot line.read{stroke:var(--read)}.plot text.read{fill:var(--read)}
.plot line.shutdown{stroke:var(--shutdown)}.plot text.shutdown{fill:var(--shutdown)}
.plot line.gone{stroke:var(--gone)}.plot text.gone{fill:var(--gone)}
.plot line.replacement,.plot line.resumed{stroke:var(--soft)}
.band.odd{fill:var(--odd)}.band.even{fill:var(--even)}.band.pending{fill:var(--pending)}
.band.ending{fill:var(--ending)}svg text.onband{fill:var(--fg)}
.hover rect{fill:transparent}.hover line{stroke:var(--fg);stroke-width:.7}
.hover line,.hover text{visibility:hidden;pointer-events:none}
.hover:hover line,.hover:hover text{visibility:visible}.hover text{fill:var(--fg)}
.graph .edge{fill:none;stroke:var(--line);stroke-width:1.5}.graph .caught{stroke-dasharray:4 3}
.graph .taken{stroke:var(--progress);stroke-width:2}
.graph .node{fill:var(--card);stroke:var(--line)}.graph .visited{stroke:var(--progress);
stroke-width:1.5}.graph .failed{stroke:var(--lost);stroke-width:2}.graph text{fill:var(--fg)}
.graph text.note{fill:var(--soft)}
.heat td{text-align:center}
)css";

}  // namespace

void page_head(Markup& out, std::string_view title) {
  // Nothing is loaded and no script runs, whatever a name or a console holds.
  out.write(
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
      "<meta http-equiv=\"Content-Security-Policy\" "
      "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
      "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
      "<title>{}</title><style>",
      escaped(title));
  out.raw(page_style);
  out.raw("</style></head><body>");
}

}  // namespace spotdrill::report
