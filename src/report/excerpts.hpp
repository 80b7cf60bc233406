// What an instance printed at the moments that matter: as long as a reader wants to look, not more.
#pragma once

#include <vector>

#include "api/report.hpp"
#include "drill/readings/timeline.hpp"

namespace spotdrill::report {

/// A few lines around the notice, the shutdown, and the end. Fewer where nothing was printed. What
/// a terminal would obey is taken out.
std::vector<api::report::Excerpt> excerpts_of(const drill::InstanceTimeline& instance);

}  // namespace spotdrill::report
