// Questions to a row of samples. Used in this folder only.
#pragma once

#include <optional>
#include <vector>

#include "drill/work/work.hpp"

namespace spotdrill::drill {

/// The last value told no later than `at`.
std::optional<double> value_at(const std::vector<Sample>& samples, Instant at);

std::optional<double> highest(const std::vector<Sample>& samples);

/// `samples` without those that tell again what the one before told: from one to the next the work
/// went on, or began again.
std::vector<Sample> rises(const std::vector<Sample>& samples);

/// How far it usually goes up between two reports; 0 when there are not two.
double usual_step(const std::vector<Sample>& samples);

/// Drill seconds that one unit usually takes; 0 when that is not known. What was told at one look
/// counts as one report.
double usual_seconds(const std::vector<Sample>& samples);

}  // namespace spotdrill::drill
