// Where a replacement's work really went on: not what it ran through because it was done already.
// Used by work.cpp only.
#pragma once

#include <optional>

#include "drill/work/work.hpp"

namespace spotdrill::drill {

/// How far the work was where instance number `index` went on with it; nothing: it reported
/// nothing.
std::optional<double> resume_point(const Work& work, std::size_t index);

}  // namespace spotdrill::drill
