// A drill's progress as one line of text, where there is no room for a picture.
#pragma once

#include <string>

#include "report/report.hpp"

namespace spotdrill::report {

/// Progress over the whole drill in `columns` letters, from ▁ (nothing) to █ (all of it); · where
/// no instance had reported any. Empty where none was ever reported.
std::string sparkline(const Report& report, std::size_t columns = 48);

}  // namespace spotdrill::report
