#include "report/ledger.hpp"

#include <fmt/format.h>

#include "drill/readings/figures.hpp"

namespace spotdrill::report {

namespace {

namespace model = api::report;

/// What is less than this is not shown. Units: seconds.
constexpr double shown_min = 0.0005;

std::vector<model::LedgerEntry> entries_of(const drill::Amounts& amounts, bool all) {
  double whole = 0;
  for (const Duration each : amounts) whole += seconds_of(each);
  std::vector<model::LedgerEntry> entries;
  for (std::size_t i = 0; i < amounts.size(); ++i) {
    const auto spent = static_cast<drill::Spent>(i);
    const double seconds = seconds_of(amounts[i]);
    if (!all && seconds <= 0) continue;
    model::LedgerEntry entry{.category = std::string{drill::name(spent)},
                             .seconds = seconds,
                             .percent = whole > 0 ? 100 * seconds / whole : 0};
    if (const auto type = drill::badput_type(spent); !type.empty()) entry.badput_type = type;
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace

model::Ledger ledger_of(const drill::Ledger& ledger) {
  model::Ledger told{.wall_seconds = seconds_of(ledger.wall),
                     .overlap_seconds = seconds_of(ledger.overlap),
                     .goodput_percent = ledger.percent(drill::Spent::Productive),
                     .entries = entries_of(ledger.amounts, true)};
  for (const drill::InstanceLedger& each : ledger.instances) {
    told.instances.push_back({each.instance, entries_of(each.amounts, false)});
  }
  return told;
}

std::vector<model::LedgerEntry> entries_shown(const model::Ledger& ledger) {
  std::vector<model::LedgerEntry> shown;
  for (const model::LedgerEntry& each : ledger.entries) {
    if (each.seconds >= shown_min) shown.push_back(each);
  }
  return shown;
}

std::string whole_text(const model::Ledger& ledger) {
  std::string text = drill::time_text(duration_of(ledger.wall_seconds));
  if (ledger.overlap_seconds >= shown_min) {
    text += fmt::format(", and {} when more than one instance ran",
                        drill::time_text(duration_of(ledger.overlap_seconds)));
  }
  return text;
}

std::string ledger_lines(const Report& report) {
  if (!report.ledger) return {};
  std::string text =
      fmt::format("Where the time went: goodput {} of {}\n",
                  drill::percent_text(report.ledger->goodput_percent), whole_text(*report.ledger));
  for (const model::LedgerEntry& each : entries_shown(*report.ledger)) {
    text +=
        fmt::format("  {:<26} {:>9} {:>8}\n", each.category,
                    drill::time_text(duration_of(each.seconds)), drill::percent_text(each.percent));
  }
  return text;
}

std::string ledger_markdown(const Report& report) {
  if (!report.ledger) return {};
  std::string text =
      fmt::format("\n**Where the time went**: goodput {} of {}\n\n| | | |\n| --- | --: | --: |\n",
                  drill::percent_text(report.ledger->goodput_percent), whole_text(*report.ledger));
  for (const model::LedgerEntry& each : entries_shown(*report.ledger)) {
    text +=
        fmt::format("| {} | {} | {} |\n", each.category,
                    drill::time_text(duration_of(each.seconds)), drill::percent_text(each.percent));
  }
  return text;
}

}  // namespace spotdrill::report
