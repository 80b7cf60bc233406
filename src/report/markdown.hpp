// Reports as Markdown, for a pull request's comment or a CI job's summary: what matters, short. Not
// the whole (html.hpp).
#pragma once

#include <string>

#include "report/report.hpp"

namespace spotdrill::report {

/// What was expected, lost and found, in what GitHub takes of a comment (markdown_text.hpp).
std::string to_markdown(const Report& report);

}  // namespace spotdrill::report
