// What a job's texts tell of how it can be rehearsed: where its progress and its saved work are
// read, and what it does about interruptions. Guesses, each with the line that it comes from.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "drill/definition/definition.hpp"
#include "drill/sketch/job_texts.hpp"
#include "drill/sketch/printed.hpp"

namespace spotdrill::drill::sketch {

/// A line of a job.
struct Place {
  std::string file;
  std::size_t line = 0;  ///< 0: a string of a compiled program.
  std::string text;

  bool operator==(const Place&) const = default;
};

/// Something that a job needs and that is not where drills run: told before it is missed.
struct MissingHere {
  std::string_view sentence;
  Place at;
};

/// "train.py:12: print(…)".
std::string to_text(const Place& place);

struct FoundNumber {
  NumberSource source;
  PrintedNumber::Unit unit = PrintedNumber::Unit::Percent;
  double total = 100;
  std::string value;              ///< The expression that it comes from; may be empty.
  bool guess = false;             ///< Another number looks as much like it, or nothing names it.
  std::optional<Place> total_at;  ///< Nothing: percent, or the total stands in the same line.
  Place at;
};

struct Clues {
  std::optional<FoundNumber> progress;
  std::optional<FoundNumber> runner_up;  ///< What progress would be, if not that.
  std::optional<FoundNumber> saved;
  /// A count of progress whose end is not to be found.
  std::optional<Place> endless;
  std::optional<Place> asks_for_notice;
  std::optional<Place> handles_sigterm;
  std::optional<Place> handles_sigint;
  std::optional<Place> checkpoint;  ///< A checkpoint's name, or a loop that skips what is done.
  std::optional<Place> parameters;  ///< It reads parameters of Systems Manager.
  std::optional<Place> buffered;    ///< Python that holds back what it prints into a pipe.
  std::optional<Place> redirected;  ///< What it prints goes into a file of the instance's own.
  std::optional<Place> fixed_clock;
  std::optional<Place> shared;                        ///< /mnt/efs, which every instance has.
  std::vector<std::pair<Place, std::string>> mounts;  ///< Other mount points that it names.
  std::vector<MissingHere> missing_here;              ///< What it needs and a drill has not.
};

/// Looks through `job`, started by `command` where that is not empty.
Clues find_clues(const JobTexts& job, const std::vector<std::string>& command);

}  // namespace spotdrill::drill::sketch
