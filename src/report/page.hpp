// What every page has: how it looks, light and dark, on wide and narrow screens, on paper.
#pragma once

#include <string_view>

#include "report/markup.hpp"

namespace spotdrill::report {

/// Everything up to the body's first element.
void page_head(Markup& out, std::string_view title);

}  // namespace spotdrill::report
