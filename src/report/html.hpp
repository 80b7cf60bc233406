// The report as a page: one file that needs nothing else, and in which no script runs.
#pragma once

#include <string>

#include "report/report.hpp"

namespace spotdrill::report {

std::string to_html(const Report& report);

}  // namespace spotdrill::report
