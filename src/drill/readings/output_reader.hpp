// Makes readings of a program's output, line by line: of what a pattern finds, or of every figure
// that the lines have. Pure. Which of many figures is the progress is not decided here.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "drill/readings/line_counts.hpp"
#include "drill/readings/number_pattern.hpp"
#include "drill/readings/timeline.hpp"

namespace spotdrill::drill {

class OutputReader {
 public:
  /// `pattern`: a regular expression with one group; empty: every figure counts.
  explicit OutputReader(const std::string& pattern);

  /// What `line` says, seen at `at`.
  std::vector<Reading> read(std::string_view line, Instant at);

  /// The next line is another instance's.
  void next_instance() { cycle_.reset(); }

  /// The figures that were found, where no pattern says which one counts.
  [[nodiscard]] const std::vector<OutputSeries>& series() const { return series_; }

 private:
  void find_by_pattern(std::string_view line, Instant at, std::vector<Reading>& found);
  void find_all(std::string_view line, Instant at, std::vector<Reading>& found);
  void find_counts(std::string_view line, Instant at, std::vector<Reading>& found);
  /// Of a line without figures. Notes how many there will be.
  LineCounts take_counts(std::string_view line);
  /// What a count counts to, if another line has said so.
  std::optional<double> announced_for(const LineCount& count);
  /// `uncounted`: the line's own, of how many it does not say.
  [[nodiscard]] std::optional<Pair> cycle_of(std::optional<double> uncounted) const;
  [[nodiscard]] std::optional<std::size_t> known(const OutputSeries& series) const;
  std::optional<std::size_t> series_of(OutputSeries series);

  std::optional<NumberPattern> pattern_;
  std::optional<Pair> cycle_;  ///< "Epoch 2/3", told last.
  /// How many there will be of what is counted: "step". What was said first: a replacement may say
  /// how many are left.
  std::map<std::string, double> announced_;
  std::vector<OutputSeries> series_;
};

}  // namespace spotdrill::drill
