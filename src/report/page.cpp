#include "report/page.hpp"

namespace spotdrill::report {

namespace {

// One palette, in which a colour has one meaning wherever it is: what the work was (progress,
// saved, lost), what an instance was (starting, running, ending), what was judged (passed, failed,
// open). Told apart with colour-blind eyes too; text on any of it has WCAG's contrast AA in light
// and in dark.
constexpr std::string_view page_style = R"css(
:root{color-scheme:light dark;--bg:#fff;--fg:#1b1f24;--soft:#59636e;--line:#d5dae0;
--card:#f6f8fa;--link:#0b57d0;--progress:#0b57d0;--saved:#0f766e;--lost:#c2410c;
--starting:#e9edf2;--running:#cfd8e3;--ending:#e4d3f7;--restoring:#7c3aed;--waiting:#8794a3;
--passed:#1a7f37;--failed:#b42318;--open:#8a5a00;--onbadge:#fff}
@media screen and (prefers-color-scheme:dark){:root{--bg:#0d1117;--fg:#e6edf3;--soft:#9198a1;
--line:#30363d;--card:#161b22;--link:#79b8ff;--progress:#79b8ff;--saved:#3dd6b5;--lost:#ff9466;
--starting:#21262d;--running:#2b3a4d;--ending:#4d3a66;--restoring:#c4a7ff;--waiting:#6b7787;
--passed:#5ad17a;--failed:#ff8078;--open:#e3b341;--onbadge:#0d1117}}
@media print{*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
section{break-inside:avoid}code{white-space:pre-wrap!important}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1128px;padding:16px 24px 48px;background:var(--bg);color:var(--fg);
font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif;overflow-wrap:anywhere}
a{color:var(--link)}
h1{font-size:24px;line-height:1.3;margin:8px 0}h2{font-size:18px;margin:32px 0 8px}
h3{font-size:15px;margin:20px 0 6px}p{margin:6px 0}
.badge{display:inline-block;padding:1px 10px;border-radius:12px;color:var(--onbadge);
font-size:14px;font-weight:600;background:var(--soft);white-space:nowrap}
h1 .badge{vertical-align:3px}
.badge.passed{background:var(--passed)}.badge.failed{background:var(--failed)}
.badge.open{background:var(--open)}
.badge.partly{background:var(--card);color:var(--fg);border:1px solid var(--soft)}
.share{display:flex;gap:2px;width:180px;max-width:100%;height:8px;margin:8px 0}
.share i{display:block}.share .passed,.stack .passed{background:var(--passed)}
.share .failed{background:var(--failed)}.share .open{background:var(--open)}
.soft{color:var(--soft)}
table{border-collapse:collapse;width:100%;margin:8px 0}
th,td{text-align:left;padding:4px 10px 4px 0;border-bottom:1px solid var(--line);vertical-align:top}
th{font-weight:600;overflow-wrap:normal}
td.number,th.number{text-align:right;padding-right:14px;white-space:nowrap;
font-variant-numeric:tabular-nums}td.time{white-space:nowrap}
.facts{display:grid;grid-template-columns:minmax(150px,max-content) minmax(0,1fr);gap:2px 18px;
margin:8px 0}
.facts dt{color:var(--soft)}.facts dd{margin:0}
.card{background:var(--card);border:1px solid var(--line);border-left:4px solid var(--failed);
border-radius:6px;padding:8px 14px;margin:10px 0}
.card p{margin:4px 0}
pre{background:var(--card);border:1px solid var(--line);border-radius:6px;padding:8px 12px;
white-space:pre-wrap;font:12px/1.45 ui-monospace,"DejaVu Sans Mono",monospace}
code,.id{font:13px ui-monospace,"DejaVu Sans Mono",monospace}
code,.id{line-height:22px;vertical-align:top}
code{white-space:nowrap;display:inline-block;max-width:100%;overflow-x:auto}
td code{max-width:24rem}
.id{white-space:nowrap;display:inline-block;max-width:16rem;overflow:hidden;
text-overflow:ellipsis}
details{margin:8px 0}summary{cursor:pointer;color:var(--soft)}
details.fold{margin:0}details.fold summary{color:inherit}
details.fold[open] summary{color:var(--soft)}
.legend{display:flex;flex-wrap:wrap;gap:2px 18px;font-size:13px;color:var(--soft)}
.legend span{white-space:nowrap}
.legend i{display:inline-block;width:18px;height:3px;vertical-align:4px;margin-right:6px}
.legend i.area,.swatch{height:11px;vertical-align:-1px;border:1px solid var(--soft)}
.legend i.dot{width:9px;height:9px;border-radius:5px;vertical-align:0}
.legend i.cross{width:9px;height:9px;vertical-align:0;transform:rotate(45deg)}
.legend i.dashed{border-top:2px dashed var(--soft);height:0}
.swatch{display:inline-block;width:13px;margin-right:8px}
.stack{display:flex;gap:2px;width:100%;height:26px;margin:8px 0}
.stack i{display:block;min-width:2px;border:1px solid var(--soft)}
.progress-fill{background:var(--progress)}.saved-fill{background:var(--saved)}
.lost-fill{background:var(--lost)}.starting-fill{background:var(--starting)}
.running-fill{background:var(--running)}.ending-fill{background:var(--ending)}
.restoring-fill{background:var(--restoring)}.waiting-fill{background:var(--waiting)}
.time-fill{background:repeating-linear-gradient(90deg,var(--waiting) 0 2px,var(--bg) 2px 5px)}
.idle-fill{background:repeating-linear-gradient(135deg,var(--running) 0 4px,var(--bg) 4px 8px)}
.unused-fill{background:var(--bg);border-style:dashed!important}
.unknown-fill{background:var(--bg)}.passed-fill{background:var(--passed)}
.failed-fill{background:var(--failed)}.open-fill{background:var(--open)}
svg{display:block;max-width:100%;height:auto}
svg text{font:11px ui-monospace,"DejaVu Sans Mono",monospace;fill:var(--soft)}
.plot text{paint-order:stroke;stroke:var(--bg);stroke-width:3px;stroke-linejoin:round}
.plot text.onband{stroke:none}.narrow{display:none}
@media (max-width:760px){body{padding:8px 12px 32px}.wide{display:none}.narrow{display:block}
.facts{grid-template-columns:minmax(0,1fr)}.facts dd{margin:0 0 6px}}
@media (max-width:600px){.cards,.cards tbody,.cards tr,.cards td{display:block}
.cards thead{display:none}
.cards tr{border:1px solid var(--line);border-radius:6px;padding:6px 10px;margin:8px 0}
.cards td,.cards td.number{border:0;padding:1px 0;text-align:left}
.cards td:empty{display:none}
.cards td[data-label]:not([data-label=""]){display:grid;gap:0 10px;
grid-template-columns:7rem minmax(0,1fr)}
.cards td[data-label]:not([data-label=""])::before{content:attr(data-label);color:var(--soft)}
td code,.id{max-width:100%}}
.plot .grid{stroke:var(--line);stroke-width:1}.plot .axis,.plot .tick{stroke:var(--soft)}
.plot path{fill:none;stroke-width:2;stroke-linejoin:round}
.plot .cut{stroke:var(--fg);stroke-width:1.5}
.plot .progress{stroke:var(--progress)}.plot .saved{stroke:var(--saved)}
.plot .write{fill:var(--saved)}.plot .lost{fill:var(--lost);opacity:.35}
.plot .mark{stroke:var(--soft);stroke-width:1;stroke-dasharray:3 3}
.plot text.mark{stroke-dasharray:none;stroke:var(--bg);stroke-width:3px;fill:var(--fg)}
.plot .outcome{stroke-width:1.5;stroke:var(--bg)}.plot .outcome.passed{fill:var(--passed)}
.plot .outcome.failed{fill:var(--failed)}.plot .outcome.open{fill:var(--open)}
.band{stroke:var(--soft);stroke-width:.75}.band.running{fill:var(--running)}
.band.starting{fill:var(--starting)}.band.ending{fill:var(--ending)}
.band.unused{fill:var(--bg);stroke-dasharray:4 3}svg text.onband{fill:var(--fg)}
.hover rect{fill:transparent}.hover line{stroke:var(--fg);stroke-width:.7}
.hover line,.hover text{visibility:hidden;pointer-events:none}
.hover:hover line,.hover:hover text{visibility:visible}.hover text{fill:var(--fg)}
.graph text{font-size:14px;fill:var(--fg)}
.graph .edge{fill:none;stroke:var(--waiting);stroke-width:1.5}.graph .caught{stroke-dasharray:5 4}
.graph .taken{stroke:var(--progress);stroke-width:2.5}
.graph .node{fill:var(--card);stroke:var(--waiting)}.graph .visited{stroke:var(--progress);
stroke-width:2}.graph .failed{stroke:var(--failed);stroke-width:3}
.graph text.note{fill:var(--soft)}
i.node-visited{border-color:var(--progress)!important;border-width:2px!important}
i.node-failed{border-color:var(--failed)!important;border-width:3px!important}
i.edge-taken{background:var(--progress)}i.edge{background:var(--waiting)}
.heat{width:auto;max-width:100%;display:block;overflow-x:auto}
.heat th,.heat td{text-align:center;padding:5px 12px;border:1px solid var(--line);
overflow-wrap:normal}
.heat tbody th{text-align:right}.heat td{min-width:84px}.heat .none{color:var(--soft)}
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
