// How a job gets on when nothing disturbs it: where a search for its weakest moment begins.
#pragma once

#include <optional>
#include <vector>

#include "drill/definition/definition.hpp"
#include "drill/work/work.hpp"

namespace spotdrill::drill {

/// Times count from when the instance ran.
class Course {
 public:
  /// A save that was seen, and what was done since the one before it.
  struct Save {
    Duration at;
    double work = 0;  ///< In percent of the whole.
  };

  /// Nothing: no progress was read, or the work was not completed.
  static std::optional<Course> of(const Observation& seen, const Work& work);

  [[nodiscard]] Duration length() const { return length_; }
  [[nodiscard]] const std::vector<Save>& saves() const { return saves_; }

  /// Where progress stands still longer than it usually does: the middle of it, longest first.
  [[nodiscard]] std::vector<Duration> pauses() const;

  /// The first moment at which at least so much is done. Units: percent.
  [[nodiscard]] Duration time_of(double percent) const;
  [[nodiscard]] double percent_at(Duration at) const;

  /// What a job that is right loses when it is cut off then, in percent; nothing: its saves were
  /// not seen.
  [[nodiscard]] std::optional<double> usual_loss(Duration at) const;

  /// How a drill names that moment: by the progress before it, which the next run makes as well
  /// though it may be slower.
  [[nodiscard]] FaultMoment moment_at(Duration at) const;

 private:
  struct Step {
    Duration at;
    double percent = 0;
  };
  [[nodiscard]] const Step* step_before(Duration at) const;

  Duration length_{};
  std::vector<Step> steps_;  ///< Of progress, each more than the one before.
  std::vector<Save> saves_;
};

}  // namespace spotdrill::drill
