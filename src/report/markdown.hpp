// Reports as Markdown, for a pull request's comment or a CI job's summary: what matters, short. Not
// the whole (html.hpp).
#pragma once

#include <string>

#include "report/report.hpp"

namespace spotdrill::report {

/// GitHub takes 65,536 characters of a comment.
/// Source: GitHub's API answers "Body is too long (maximum is 65536 characters)".
inline constexpr std::size_t markdown_bytes_max = 60'000;

/// What was expected, lost and found, in at most markdown_bytes_max.
std::string to_markdown(const Report& report);

/// `text` on one line of Markdown, as it is: nothing in it has a meaning there.
std::string markdown_escaped(std::string_view text);

}  // namespace spotdrill::report
