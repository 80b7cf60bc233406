#include "drill/work/samples.hpp"

#include <algorithm>

namespace spotdrill::drill {

namespace {

/// 0 when there are none.
double median_of(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

std::optional<double> value_at(const std::vector<Sample>& samples, Instant at) {
  const auto after = std::ranges::upper_bound(samples, at, {}, &Sample::at);
  if (after == samples.begin()) return std::nullopt;
  return (after - 1)->value;
}

std::optional<double> highest(const std::vector<Sample>& samples) {
  if (samples.empty()) return std::nullopt;
  return std::ranges::max_element(samples, {}, &Sample::value)->value;
}

std::vector<Sample> rises(const std::vector<Sample>& samples) {
  std::vector<Sample> kept;
  for (const Sample& each : samples) {
    if (kept.empty() || each.value != kept.back().value) kept.push_back(each);
  }
  return kept;
}

double usual_step(const std::vector<Sample>& samples) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < samples.size(); ++i) {
    if (const double step = samples[i].value - samples[i - 1].value; step > 0) {
      steps.push_back(step);
    }
  }
  return median_of(std::move(steps));
}

double usual_seconds(const std::vector<Sample>& samples) {
  std::vector<double> paces;
  const Sample* before = nullptr;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (i + 1 < samples.size() && samples[i + 1].at == samples[i].at) continue;
    if (before != nullptr && samples[i].value > before->value) {
      const std::chrono::duration<double> took = samples[i].at - before->at;
      paces.push_back(took.count() / (samples[i].value - before->value));
    }
    before = &samples[i];
  }
  return median_of(std::move(paces));
}

}  // namespace spotdrill::drill
