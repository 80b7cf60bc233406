#include "drill/work/saved.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "drill/work/samples.hpp"

namespace spotdrill::drill {

namespace {

/// What the two looks of progress and of saved work may be apart. Units: parts of the whole.
constexpr double apart = 0.05;

/// A save that is so much ahead of progress is told in another unit, whatever else is.
constexpr double far_ahead = 0.25;

/// How much a factor has to be nearer than taking the number as it is.
constexpr double clearly_nearer = 0.5;

/// What a save says itself of its unit, as a factor to progress's.
std::optional<double> own_factor(const Reading& reading, double total) {
  if (reading.unit == Unit::Percent) return total / 100;
  if (reading.of && *reading.of > 0) return total / *reading.of;
  return std::nullopt;
}

/// The reply to an upload is seen a little after the object is there.
constexpr Duration told_later = 1s;

/// When what a reading without a number holds was done: an object holds what there was when its
/// upload began.
Instant held_at(const InstanceTimeline& instance, const Reading& reading) {
  if (!reading.uploaded) return reading.at;
  for (const UploadSeen& upload : instance.uploads) {
    if (upload.end != UploadSeen::End::Complete || *upload.ended < reading.at) continue;
    if (*upload.ended <= reading.at + told_later) return upload.begun;
  }
  return reading.at;
}

class Scaling {
 public:
  Scaling(const Observation& observation, const Progress& progress)
      : observation_(observation), progress_(progress), factor_(choose()) {
    for (const std::vector<Sample>& samples : progress.samples) {
      steps_.push_back(usual_step(samples));
    }
  }

  [[nodiscard]] double value_of(std::size_t instance, const Reading& reading) const {
    if (reading.unit == Unit::Moment) {
      const Instant held = held_at(observation_.instances[instance], reading);
      const std::vector<Sample>& samples = progress_.samples[instance];
      // Begun before the first report, it holds what that one began with.
      return value_at(samples, held).value_or(value_at(samples, reading.at).value_or(0));
    }
    return reading.value * own_factor(reading, progress_.total).value_or(factor_);
  }

  /// A sentence where `value` of `instance` cannot be of the same work; empty: it can.
  [[nodiscard]] std::string contradiction(std::size_t instance, const Reading& reading) const {
    const std::vector<Sample>& samples = progress_.samples[instance];
    const std::optional<double> done = value_at(samples, reading.at);
    if (!done || reading.unit == Unit::Moment) return {};
    const double value = value_of(instance, reading);
    const double tolerance =
        std::max({apart * progress_.total, 2 * steps_[instance], far_ahead * progress_.total});
    const bool beyond = value > progress_.total * (1 + 1e-6);
    if (!beyond && value <= *done + tolerance) return {};
    return fmt::format(
        "saved work and progress are not told in the same unit: {:g} was saved when progress was "
        "{:g} of {:g}. Let both count the same, percent or steps, or let the line of what is saved "
        "say what it counts to ('saved 80/200')",
        reading.value, *done, progress_.total);
  }

 private:
  /// How far saves are from the progress of their moment, on average, if told in that unit.
  [[nodiscard]] std::optional<double> distance(double factor) const {
    double sum = 0;
    int count = 0;
    for (std::size_t i = 0; i < observation_.instances.size(); ++i) {
      for (const Reading& reading : observation_.instances[i].saved) {
        const auto done = value_at(progress_.samples[i], reading.at);
        if (!done || reading.unit == Unit::Moment || own_factor(reading, progress_.total)) continue;
        sum += std::abs(reading.value * factor - *done) / progress_.total;
        ++count;
      }
    }
    return count == 0 ? std::nullopt : std::optional{sum / count};
  }

  [[nodiscard]] double choose() const {
    const std::optional<double> as_it_is = distance(1);
    if (!as_it_is || *as_it_is <= apart) return 1;
    double chosen = 1;
    double nearest = *as_it_is * clearly_nearer;
    std::vector<double> counts = progress_.counts;
    counts.push_back(100);
    for (const double count : counts) {
      if (count <= 0) continue;
      const double factor = progress_.total / count;
      const double far = distance(factor).value_or(nearest);
      if (far < nearest) {
        nearest = far;
        chosen = factor;
      }
    }
    return chosen;
  }

  const Observation& observation_;
  const Progress& progress_;
  double factor_;
  std::vector<double> steps_;  ///< Between two reports of each instance.
};

}  // namespace

Saved read_saved(const Observation& observation, const Progress& progress) {
  Saved saved{.samples = std::vector<std::vector<Sample>>(observation.instances.size())};
  const Scaling scaling{observation, progress};
  for (std::size_t i = 0; i < observation.instances.size(); ++i) {
    for (const Reading& reading : observation.instances[i].saved) {
      saved.samples[i].push_back({reading.at, scaling.value_of(i, reading), reading.not_before});
      if (saved.refusal.empty()) saved.refusal = scaling.contradiction(i, reading);
    }
  }
  return saved;
}

}  // namespace spotdrill::drill
