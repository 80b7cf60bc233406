// Statistics by name ("Sum", "p99.9", "TM(10%:90%)"), and their values.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "services/cloudwatch/aggregate.hpp"

namespace spotdrill::cloudwatch {

struct Statistic {
  enum class Kind : std::uint8_t {
    SampleCount,
    Average,
    Sum,
    Minimum,
    Maximum,
    Percentile,
    TrimmedMean,
    TrimmedCount,
    TrimmedSum,
    WinsorizedMean,
    PercentileRank,
  };

  Kind kind = Kind::Average;
  /// Bounds of the trimmed statistics; a percentile is `high`. Nothing: open on that side.
  std::optional<double> low;
  std::optional<double> high;
  bool percent = true;  ///< The bounds are percentages, not values.

  /// SampleCount, Average, Sum, Minimum or Maximum.
  [[nodiscard]] bool basic() const { return kind <= Kind::Maximum; }

  /// The value for what `aggregate` received. Nothing when it has none: no samples, or a
  /// distribution that is not known.
  [[nodiscard]] std::optional<double> of(const Aggregate& aggregate) const;
};

/// Reads a statistic's name. Nothing when it is none.
/// Source: CloudWatch User Guide, "CloudWatch statistics definitions".
std::optional<Statistic> parse_statistic(std::string_view name);

}  // namespace spotdrill::cloudwatch
