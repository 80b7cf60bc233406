// What was done of the work, when, by which instance, and how sure that is: made of all readings,
// facts and ends of processes by one pure function. Verdict, findings, live view, faults at a
// progress, campaigns and report ask this alone. It judges nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "drill/readings/timeline.hpp"
#include "drill/work/interruption.hpp"

namespace spotdrill::drill {

/// How much of the whole there was at a moment, in the unit of Work::total.
struct Sample {
  Instant at;
  double value = 0;
  Instant not_before{};  ///< As a Reading's.

  bool operator==(const Sample&) const = default;
};

/// What one instance did.
struct InstanceWork {
  std::vector<Sample> progress;  ///< Of the whole, in order of time.
  std::vector<Sample> saved;     ///< Likewise.
  /// How far the work was where it really went on: after ground that it only ran through.
  std::optional<double> resumed_at;
};

struct Work {
  double total = 100;                       ///< What progress counts to.
  std::vector<InstanceWork> instances;      ///< One for each of the observation's.
  std::optional<Instant> completed_at;      ///< Nothing: the work was not done.
  std::vector<Interruption> interruptions;  ///< In order of launch.

  std::string progress_from;       ///< "'epoch' 3/20 of the output"; empty: the author said where.
  std::string progress_instead;    ///< The next best; empty: none.
  bool progress_is_guess = false;  ///< More than one figure could have been it.
  std::size_t workers = 1;         ///< That count for themselves: progress is the sum of it.
  std::string progress_unknown;    ///< Why there is none though it was read; empty: there is.

  /// What readings say that cannot be true together, each a sentence.
  std::vector<std::string> doubts;
  /// Why nothing can be made of the readings: a sentence for whoever wrote the drill. Empty:
  /// something can.
  std::string refusal;

  /// Of the whole.
  [[nodiscard]] double percent(double value) const { return 100 * value / total; }
};

/// Makes the model. `observation` may be of a drill that still goes on.
Work model_work(const Observation& observation);

/// How much of the whole was done at the newest report of anybody; nothing: nobody reported.
std::optional<double> newest_progress(const Work& work);

}  // namespace spotdrill::drill
