// The search for the moment of interruption that loses most. What is run next is decided here;
// running it is not.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "drill/campaign/campaign.hpp"
#include "drill/campaign/course.hpp"
#include "drill/verdict/verdict.hpp"

namespace spotdrill::drill {

/// Of a search, unless the user says how many.
inline constexpr std::size_t search_trials = 20;

/// One undisturbed trial tells when the job saves and stands still. Tried first is what is known
/// to be bad: just before, within and just after saves, pauses of progress, the first and the last
/// percent, start-up; then the worst of these twice in a row. What is left of the trials goes by
/// turns between neighbours that differ by more than the work between them, and into the longest
/// stretch in which nothing was tried.
class WorstMoment {
 public:
  /// A part of the work in which no trial began. Units: percent.
  struct Stretch {
    double from = 0;
    double to = 0;
    Duration length{};
  };

  /// Errors: a sentence that says why there is nothing to search with.
  static Result<WorstMoment, std::string> create(const Definition& definition,
                                                 std::size_t trials = search_trials);

  /// What to run next: at first the drill without any fault. Nothing: the search is over.
  std::optional<Variant> next();

  /// What came of the variant that next() gave last.
  void note(const Observation& seen, const Verdict& verdict);

  /// Why the undisturbed run gives nothing to search by; nothing: it does.
  [[nodiscard]] std::optional<std::string> why_none() const;

  /// Where the search has looked least: a fragile moment that is shorter may lie there.
  [[nodiscard]] std::optional<Stretch> untried() const;

 private:
  struct Candidate {
    std::string label;
    std::vector<FaultMoment> moments;
    std::optional<Duration> at;  ///< When the fault begins; nothing: not known, or twice.
  };
  struct Gap {
    Duration from{};
    Duration to{};
  };
  struct Tried {
    Duration at;
    FaultMoment moment;
    double cost = 0;    ///< In percent; what is never completed costs more than all.
    double excess = 0;  ///< Beyond what a job that is right loses there.
  };

  WorstMoment(const Definition& definition, const Fault& like, std::size_t trials)
      : definition_(definition), like_(like), trials_(trials) {}

  void plan();
  void plan_saves();
  void plan_twice();
  void add(std::string_view label, Duration at);
  void add_end(std::string_view label, Duration end);
  [[nodiscard]] Candidate candidate_at(std::string_view label, Duration at) const;
  std::optional<Candidate> between();
  [[nodiscard]] std::optional<Duration> between_unequal() const;
  [[nodiscard]] Gap widest_gap() const;
  [[nodiscard]] Duration last_beginning() const { return course_->length() - ahead(); }
  /// The work is cut off so long after the fault has begun.
  [[nodiscard]] Duration ahead() const;

  Definition definition_;
  Fault like_;
  std::size_t trials_;
  std::size_t begun_ = 0;
  bool undisturbed_ = false;  ///< The first run, without faults, is done.
  bool twice_planned_ = false;
  bool explores_ = false;  ///< Whose turn it is.
  std::optional<Course> course_;
  std::deque<Candidate> waiting_;
  std::optional<Candidate> running_;
  std::vector<Tried> tried_;  ///< In order of time.

  struct Worst {
    FaultMoment moment;
    double cost = 0;
  };
  std::optional<Worst> worst_;  ///< Of all that began once, at a known time or not.
};

}  // namespace spotdrill::drill
