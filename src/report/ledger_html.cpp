#include "report/ledger_html.hpp"

#include "drill/readings/figures.hpp"
#include "report/ledger.hpp"
#include "report/table.hpp"

namespace spotdrill::report {

namespace {

/// The colour's class of a category (page.cpp).
std::string_view fill_of(std::string_view category) {
  using drill::Spent;
  const auto is = [&](Spent spent) { return category == drill::name(spent); };
  if (is(Spent::Productive)) return "progress-fill";
  if (is(Spent::Lost)) return "lost-fill";
  if (is(Spent::Saving)) return "saved-fill";
  if (is(Spent::Restoring)) return "restoring-fill";
  if (is(Spent::StartingUp)) return "starting-fill";
  if (is(Spent::IdleAfterSave)) return "idle-fill";
  if (is(Spent::WaitingForCapacity)) return "waiting-fill";
  return is(Spent::WaitingForTime) ? "time-fill" : "unknown-fill";
}

}  // namespace

void write_ledger(Markup& out, const Report& report) {
  if (!report.ledger) return;
  const std::vector<api::report::LedgerEntry> entries = entries_shown(*report.ledger);
  if (entries.empty()) return;
  out.write("<section><h2>Where the time went</h2><p>Goodput {} of {}.</p>",
            drill::percent_text(report.ledger->goodput_percent), whole_text(*report.ledger));
  out.raw("<div class=\"stack\" role=\"img\" aria-label=\"What the time went into\">");
  for (const auto& each : entries) {
    out.write("<i class=\"{}\" style=\"flex:{:.3f} 1 0\" title=\"{} {}\"></i>",
              fill_of(each.category), each.percent, escaped(each.category),
              drill::percent_text(each.percent));
  }
  out.raw("</div>");
  HtmlTable table{out, {{"Spent"}, {"Time", "number"}, {"Part", "number"}}};
  for (const auto& each : entries) {
    table.row({fmt::format("<i class=\"swatch {}\"></i>{}", fill_of(each.category),
                           escaped(each.category)),
               drill::time_text(duration_of(each.seconds)), drill::percent_text(each.percent)});
  }
  table.end();
  out.raw("</section>");
}

}  // namespace spotdrill::report
