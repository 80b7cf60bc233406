// A pair that a line of JSON or of a log tells by two fields: "step": 12, "total_steps": 100. Used
// by line_figures.cpp only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "drill/readings/line_figures.hpp"
#include "drill/readings/line_numbers.hpp"

namespace spotdrill::drill {

/// The pair of a line that has it in fields. `numbers`: those of the line.
std::optional<LineFigure> field_pair(const std::string& line,
                                     const std::vector<LineNumber>& numbers);

}  // namespace spotdrill::drill
