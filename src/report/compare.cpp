#include "report/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/json.hpp"
#include "drill/readings/figures.hpp"

namespace spotdrill::report {

namespace {

namespace model = api::report;

constexpr std::string_view not_there = "-";

/// A number of a report: less is better.
struct Quantity {
  std::string text{not_there};
  std::optional<double> value = {};
  bool never = false;  ///< It should have come and did not, which is worse than any value.
};

Change change_of(const Quantity& a, const Quantity& b, Tolerance tolerance) {
  if (a.never || b.never) {
    if (a.never == b.never) return Change::Same;
    const Quantity& other = a.never ? b : a;
    if (!other.value) return Change::Different;
    return a.never ? Change::Better : Change::Worse;
  }
  if (a.value.has_value() != b.value.has_value()) return Change::Different;
  if (!a.value) return Change::Same;
  const double noise = std::max(tolerance.absolute, tolerance.relative * std::abs(*a.value));
  if (*b.value > *a.value + noise) return Change::Worse;
  return *b.value < *a.value - noise ? Change::Better : Change::Same;
}

using MomentOf = std::optional<Instant> model::Interruption::*;

/// How long after its notice the slowest interruption did something.
Quantity slowest(const Report& report, MomentOf moment) {
  Quantity worst;
  for (const model::Interruption& each : report.interruptions) {
    if (!each.felt || !each.notice_at || worst.never) continue;
    if (const std::optional<Instant>& at = each.*moment) {
      const double seconds = seconds_of(*at - *each.notice_at);
      worst.value = std::max(seconds, worst.value.value_or(seconds));
      worst.text = drill::time_text(duration_of(*worst.value));
    } else {
      worst = {.text = "never", .value = {}, .never = true};
    }
  }
  return worst;
}

class Comparing {
 public:
  Comparing(const Report& a, const Report& b) : a_(a), b_(b) {
    comparison_.a = a.run;
    comparison_.b = b.run;
  }

  Comparison compare() {
    if (a_.drill != b_.drill) add("drill", a_.drill, b_.drill, Change::Different);
    outcome();
    expectations();
    numbers();
    findings();
    return std::move(comparison_);
  }

 private:
  void add(std::string what, std::string a, std::string b, Change change) {
    comparison_.rows.push_back({std::move(what), std::move(a), std::move(b), {}, {}, change});
  }

  static Change change_of_verdict(std::optional<bool> a, std::optional<bool> b) {
    if (a == b) return Change::Same;
    if (!a || !b) return Change::Different;
    return *b ? Change::Better : Change::Worse;
  }

  void outcome() {
    const std::string_view passed = report::name(drill::Outcome::Passed);
    add("outcome", a_.outcome, b_.outcome,
        change_of_verdict(a_.outcome == passed, b_.outcome == passed));
  }

  static const model::Expectation* expectation_of(const Report& report, const std::string& text) {
    const auto found =
        std::ranges::find(report.expectations, text, &model::Expectation::expectation);
    return found == report.expectations.end() ? nullptr : &*found;
  }

  static std::string word_of(const model::Expectation* expectation) {
    return std::string{expectation == nullptr ? not_there : verdict_word(expectation->passed)};
  }

  void expectations() {
    std::vector<std::string> all;
    for (const Report* report : {&a_, &b_}) {
      for (const model::Expectation& each : report->expectations) {
        if (std::ranges::find(all, each.expectation) == all.end()) all.push_back(each.expectation);
      }
    }
    for (const std::string& text : all) {
      const model::Expectation* a = expectation_of(a_, text);
      const model::Expectation* b = expectation_of(b_, text);
      const Change change = a == nullptr || b == nullptr ? Change::Different
                                                         : change_of_verdict(a->passed, b->passed);
      add(text, word_of(a), word_of(b), change);
    }
  }

  void number(std::string what, const Quantity& a, const Quantity& b, Tolerance tolerance) {
    const auto there = [](const Quantity& quantity) { return quantity.value || quantity.never; };
    if (!there(a) && !there(b)) return;
    comparison_.rows.push_back(
        {std::move(what), a.text, b.text, a.value, b.value, change_of(a, b, tolerance)});
  }

  void after_notice(std::string what, MomentOf moment) {
    number(std::move(what), slowest(a_, moment), slowest(b_, moment),
           time_tolerance(std::max(a_.speed, b_.speed)));
  }

  void numbers() {
    const auto lost = [](const Report& report) {
      return Quantity{drill::percent_text(report.lost_percent), report.lost_percent};
    };
    number("work lost", lost(a_), lost(b_), lost_tolerance);
    if (a_.journal_read && b_.journal_read) {
      after_notice("notice read after", &model::Interruption::notice_first_read_at);
    }
    after_notice("notice handled after", &model::Interruption::handled_at);
    if (a_.saved_read && b_.saved_read) {
      after_notice("saved after the notice", &model::Interruption::saved_after_notice_at);
    }
    const auto took = [](const Report& report) {
      if (!report.completed) return Quantity{.text = "not done", .value = {}, .never = true};
      return Quantity{drill::time_text(duration_of(report.took_seconds)), report.took_seconds};
    };
    number("done after", took(a_), took(b_), time_tolerance(std::max(a_.speed, b_.speed)));
    const auto cost = [](const Report& report) {
      if (!report.cost) return Quantity{};
      return Quantity{fmt::format("US$ {:.6f}", report.cost->spot_usd), report.cost->spot_usd};
    };
    ledger();
    number("cost on Spot", cost(a_), cost(b_), cost_tolerance);
  }

  /// Of the time itself goodput alone is better or worse: less idle may be a later save.
  void ledger() {
    if (!a_.ledger || !b_.ledger) return;
    const double a = a_.ledger->goodput_percent;
    const double b = b_.ledger->goodput_percent;
    comparison_.rows.push_back({"goodput", drill::percent_text(a), drill::percent_text(b), a, b,
                                change_of({.value = -a}, {.value = -b}, goodput_tolerance)});
    for (const model::LedgerEntry& each : a_.ledger->entries) {
      const auto of_b =
          std::ranges::find(b_.ledger->entries, each.category, &model::LedgerEntry::category);
      const double other = of_b == b_.ledger->entries.end() ? 0 : of_b->seconds;
      if (each.seconds <= 0 && other <= 0) continue;
      const Change change = change_of({.value = each.seconds}, {.value = other},
                                      time_tolerance(std::max(a_.speed, b_.speed)));
      comparison_.rows.push_back({"time " + each.category,
                                  drill::time_text(duration_of(each.seconds)),
                                  drill::time_text(duration_of(other)), each.seconds, other,
                                  change == Change::Same ? Change::Same : Change::Different});
    }
  }

  void findings() {
    const auto ids = [](const Report& report) {
      std::set<std::string> found;
      for (const model::Finding& each : report.findings) found.insert(each.finding);
      return found;
    };
    const std::set<std::string> in_a = ids(a_);
    const std::set<std::string> in_b = ids(b_);
    std::set<std::string> all = in_a;
    all.insert(in_b.begin(), in_b.end());
    for (const std::string& id : all) {
      const bool a = in_a.contains(id);
      const bool b = in_b.contains(id);
      // A finding explains a failure; whether something failed the rows above say.
      add("finding " + id, a ? "yes" : "no", b ? "yes" : "no",
          a == b ? Change::Same : Change::Different);
    }
  }

  const Report& a_;
  const Report& b_;
  Comparison comparison_;
};

Result<void, std::string> check_comparable(const Report& report) {
  if (ran_to_end(report)) return {};
  return refuse(fmt::format("Run {} did not get to its end ({}): there is nothing to compare.",
                            report.run, report.outcome));
}

std::string_view colour_of(Change change) {
  switch (change) {
    case Change::Better:
      return "32";
    case Change::Worse:
      return "31";
    case Change::Different:
      return "33";
    case Change::Same:
      break;
  }
  return "2";
}

/// How wide a column has to be, within bounds: a longer text moves its own line only.
std::size_t width_of(const Comparison& comparison, std::string ComparedRow::* column,
                     std::size_t least, std::size_t most) {
  std::size_t width = least;
  for (const ComparedRow& row : comparison.rows) width = std::max(width, (row.*column).size());
  return std::min(width, most);
}

}  // namespace

std::string_view name(Change change) {
  switch (change) {
    case Change::Better:
      return "better";
    case Change::Worse:
      return "worse";
    case Change::Different:
      return "different";
    case Change::Same:
      break;
  }
  return "same";
}

Tolerance time_tolerance(double speed) {
  return {.absolute = std::max(1.0, 0.25 * speed), .relative = 0.1};
}

bool Comparison::any(Change change) const {
  return std::ranges::any_of(rows,
                             [change](const ComparedRow& row) { return row.change == change; });
}

Result<Comparison, std::string> compare(const Report& a, const Report& b) {
  TRY(check_comparable(a));
  TRY(check_comparable(b));
  return Comparing{a, b}.compare();
}

std::string to_text(const Comparison& comparison, TextStyle style) {
  std::string text = fmt::format("A: {}\nB: {}\n\n", comparison.a, comparison.b);
  const std::size_t what = width_of(comparison, &ComparedRow::what, 24, 48);
  const std::size_t a = width_of(comparison, &ComparedRow::a, 8, 32);
  const std::size_t b = width_of(comparison, &ComparedRow::b, 8, 32);
  text += fmt::format("  {:<{}}  {:<{}}  B\n", "", what, "A", a);
  for (const ComparedRow& row : comparison.rows) {
    const std::string word =
        style.colour ? fmt::format("\033[{}m{}\033[0m", colour_of(row.change), name(row.change))
                     : std::string{name(row.change)};
    text += fmt::format("  {:<{}}  {:<{}}  {:<{}}  {}\n", row.what, what, row.a, a, row.b, b, word);
  }
  const bool worse = comparison.any(Change::Worse);
  const bool better = comparison.any(Change::Better);
  return text + fmt::format("\n{}\n", worse && better ? "B is worse in some of it, better in other."
                                      : worse         ? "B is worse than A."
                                      : better        ? "B is better than A."
                                                      : "B is neither better nor worse than A.");
}

std::string to_json(const Comparison& comparison) {
  json::array rows;
  for (const ComparedRow& row : comparison.rows) {
    json::object told{{"what", row.what}, {"a", row.a}, {"b", row.b}, {"change", name(row.change)}};
    if (row.a_value) told["a_value"] = *row.a_value;
    if (row.b_value) told["b_value"] = *row.b_value;
    rows.push_back(std::move(told));
  }
  return spotdrill::to_text(json::object{{"a", comparison.a},
                                         {"b", comparison.b},
                                         {"worse", comparison.any(Change::Worse)},
                                         {"better", comparison.any(Change::Better)},
                                         {"rows", std::move(rows)}});
}

}  // namespace spotdrill::report
