// Counts that a line of output tells without saying how many there will be: "Epoch 3 loss 0.2",
// "step 1200, remaining time"; and lines that say only how many: "50000 steps, 100 ps", "Training
// for 20 epochs", "max_steps: 500". Of one line.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace spotdrill::drill {

struct LineCount {
  std::string label;  ///< What is counted, in the singular, lower case: "epoch".
  double value = 0;
  std::size_t begin = 0;  ///< Where the number stands in the line.
  std::size_t end = 0;

  bool operator==(const LineCount&) const = default;
};

struct LineCounts {
  std::vector<LineCount> now;     ///< How far it is.
  std::vector<LineCount> in_all;  ///< How many there will be.
};

LineCounts line_counts(std::string_view line);

}  // namespace spotdrill::drill
