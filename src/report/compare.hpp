// Two runs side by side: what got better or worse, beyond what differs from run to run anyway. Not
// a judgement of either: each has its own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/report.hpp"

namespace spotdrill::report {

enum class Change {
  Same,
  Better,
  Worse,
  Different,  ///< Neither better nor worse, as an expectation that only one of them has.
};

/// "same", "better", "worse", "different".
std::string_view name(Change change);

/// How much more of something is noise: the greatest of the two counts.
struct Tolerance {
  double absolute = 0;
  double relative = 0;
};

/// Looks are 50 ms apart, and a busy machine wakes a job a little later than another: what is below
/// a quarter of a real second, at the drill's speed, is not the job's doing; below a second of
/// drill time nobody cares.
Tolerance time_tolerance(double speed);

/// A fault that comes at 50 % of progress comes a report of progress later or earlier.
/// Units: percent of the whole work.
inline constexpr Tolerance lost_tolerance{.absolute = 1, .relative = 0.1};

/// Waiting for an instance takes a little more or less each time. Units: percent of the time.
inline constexpr Tolerance goodput_tolerance{.absolute = 2, .relative = 0};

/// It follows the time that instances ran.
inline constexpr Tolerance cost_tolerance{.absolute = 0, .relative = 0.1};

struct ComparedRow {
  std::string what;  ///< "work lost".
  std::string a;     ///< "2.5 %"; "-": there is none.
  std::string b;
  std::optional<double> a_value;  ///< In percent, seconds of drill time, US$.
  std::optional<double> b_value;
  Change change = Change::Same;
};

struct Comparison {
  std::string a;  ///< Which runs.
  std::string b;
  std::vector<ComparedRow> rows;

  /// Whether any row is `change`.
  [[nodiscard]] bool any(Change change) const;
};

/// What `b` does better or worse than `a`. Of several interruptions the worst counts.
/// Errors: a sentence; a run that did not get to its end compares with nothing.
Result<Comparison, std::string> compare(const Report& a, const Report& b);

std::string to_text(const Comparison& comparison, TextStyle style = {});
std::string to_json(const Comparison& comparison);

}  // namespace spotdrill::report
