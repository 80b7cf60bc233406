#include "services/cloudwatch/statistic.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <string>
#include <utility>

#include "base/lower_case.hpp"

namespace spotdrill::cloudwatch {
namespace {

using Kind = Statistic::Kind;

std::optional<double> parse_number(std::string_view text) {
  double number = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return number;
}

std::optional<double> parse_percentage(std::string_view text) {
  const std::optional<double> number = parse_number(text);
  if (!number || *number < 0 || *number > 100) return std::nullopt;
  return number;
}

/// One side of "(10%:90%)" or "(150:1000)": sets `percent` when it says so.
bool parse_bound(std::string_view text, std::optional<double>& bound,
                 std::optional<bool>& percent) {
  if (text.empty()) return true;
  const bool is_percent = text.ends_with('%');
  if (percent && *percent != is_percent) return false;
  percent = is_percent;
  if (is_percent) text.remove_suffix(1);
  bound = is_percent ? parse_percentage(text) : parse_number(text);
  return bound.has_value();
}

std::optional<Statistic> parse_range(Kind kind, std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  Statistic statistic{.kind = kind};
  std::optional<bool> percent;
  if (!parse_bound(text.substr(0, colon), statistic.low, percent)) return std::nullopt;
  if (!parse_bound(text.substr(colon + 1), statistic.high, percent)) return std::nullopt;
  if (!percent) return std::nullopt;
  statistic.percent = *percent;
  if (statistic.low && statistic.high && *statistic.low >= *statistic.high) return std::nullopt;
  // A percentile rank of percentages would say nothing.
  if (kind == Kind::PercentileRank && *percent) return std::nullopt;
  return statistic;
}

/// The part of the distribution that the bounds leave, in order of values.
std::vector<ValueCount> trimmed(const Statistic& statistic, const Aggregate& aggregate) {
  std::vector<ValueCount> kept;
  const double from = statistic.low.value_or(0) / 100 * aggregate.count;
  const double to = statistic.high.value_or(100) / 100 * aggregate.count;
  double passed = 0;
  for (const ValueCount& each : aggregate.distribution()) {
    double count = each.count;
    if (statistic.percent) {
      count = std::max(0.0, std::min(passed + each.count, to) - std::max(passed, from));
      passed += each.count;
    } else {
      // "... the lower bound is exclusive and the upper bound is inclusive."
      const bool inside = (!statistic.low || each.value > *statistic.low) &&
                          (!statistic.high || each.value <= *statistic.high);
      if (!inside) continue;
    }
    if (count > 0) kept.push_back({.value = each.value, .count = count});
  }
  return kept;
}

/// The smallest received value that `percentage` of all values do not exceed.
// DEVIATION: AWS interpolates within its histogram; its formula is not published.
double percentile(double percentage, const Aggregate& aggregate) {
  const double rank = percentage / 100 * aggregate.count;
  double passed = 0;
  for (const ValueCount& each : aggregate.distribution()) {
    passed += each.count;
    if (passed >= rank) return each.value;
  }
  return aggregate.maximum;
}

double sum_of(const std::vector<ValueCount>& values) {
  double sum = 0;
  for (const ValueCount& each : values) sum += each.value * each.count;
  return sum;
}

double count_of(const std::vector<ValueCount>& values) {
  double count = 0;
  for (const ValueCount& each : values) count += each.count;
  return count;
}

std::optional<double> winsorized_mean(const std::vector<ValueCount>& kept,
                                      const Aggregate& aggregate) {
  if (kept.empty()) return std::nullopt;
  double sum = 0;
  for (const ValueCount& each : aggregate.distribution()) {
    sum += std::clamp(each.value, kept.front().value, kept.back().value) * each.count;
  }
  return sum / aggregate.count;
}

std::optional<Kind> range_kind(std::string_view letters) {
  if (letters == "tm") return Kind::TrimmedMean;
  if (letters == "tc") return Kind::TrimmedCount;
  if (letters == "ts") return Kind::TrimmedSum;
  if (letters == "wm") return Kind::WinsorizedMean;
  if (letters == "pr") return Kind::PercentileRank;
  return std::nullopt;
}

}  // namespace

std::optional<double> Statistic::of(const Aggregate& aggregate) const {
  if (aggregate.count == 0) return std::nullopt;
  switch (kind) {
    case Kind::SampleCount:
      return aggregate.count;
    case Kind::Average:
      return aggregate.sum / aggregate.count;
    case Kind::Sum:
      return aggregate.sum;
    case Kind::Minimum:
      return aggregate.minimum;
    case Kind::Maximum:
      return aggregate.maximum;
    default:
      break;
  }
  if (!aggregate.distributed) return std::nullopt;
  if (kind == Kind::Percentile) return percentile(*high, aggregate);
  const std::vector<ValueCount> kept = trimmed(*this, aggregate);
  switch (kind) {
    case Kind::TrimmedCount:
      return count_of(kept);
    case Kind::TrimmedSum:
      return sum_of(kept);
    case Kind::PercentileRank:
      return count_of(kept) / aggregate.count * 100;
    case Kind::WinsorizedMean:
      return winsorized_mean(kept, aggregate);
    default:
      break;
  }
  if (kept.empty()) return std::nullopt;
  return sum_of(kept) / count_of(kept);
}

std::optional<Statistic> parse_statistic(std::string_view name) {
  if (name == "SampleCount") return Statistic{.kind = Kind::SampleCount};
  if (name == "Average") return Statistic{.kind = Kind::Average};
  if (name == "Sum") return Statistic{.kind = Kind::Sum};
  if (name == "Minimum") return Statistic{.kind = Kind::Minimum};
  if (name == "Maximum") return Statistic{.kind = Kind::Maximum};

  const std::string lower = lower_case(name);
  const std::string_view text{lower};
  // "Interquartile mean (IQM) is the trimmed mean of the interquartile range ... equivalent to
  // TM(25%:75%)."
  if (text == "iqm") return Statistic{.kind = Kind::TrimmedMean, .low = 25, .high = 75};
  if (text.size() < 2) return std::nullopt;
  if (const auto kind = range_kind(text.substr(0, 2))) {
    const std::string_view rest = text.substr(2);
    if (rest.starts_with('(') && rest.ends_with(')')) {
      return parse_range(*kind, rest.substr(1, rest.size() - 2));
    }
    // "tm99" is short for "TM(:99%)".
    const std::optional<double> high = parse_percentage(rest);
    if (!high || *kind == Kind::PercentileRank) return std::nullopt;
    return Statistic{.kind = *kind, .high = high};
  }
  if (!text.starts_with('p')) return std::nullopt;
  const std::optional<double> percentage = parse_percentage(text.substr(1));
  if (!percentage) return std::nullopt;
  return Statistic{.kind = Kind::Percentile, .high = percentage};
}

}  // namespace spotdrill::cloudwatch
