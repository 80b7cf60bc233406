// docs/findings.md as a part of the program, so that a page that is carried elsewhere still
// explains what it names.
#pragma once

#include <string>
#include <string_view>

namespace spotdrill::report {

/// The whole file. Made when the project is configured (findings_text.cpp.in).
std::string_view findings_text();

/// The section of a finding as HTML, without its heading; empty: there is none.
std::string finding_section(std::string_view finding);

}  // namespace spotdrill::report
