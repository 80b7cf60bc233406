// Reports as JUnit XML, which CI systems show as tests. Not the page (html.hpp).
#pragma once

#include <string>

#include "report/report.hpp"

namespace spotdrill::report {

/// A test suite for the drill, a test case for each expectation.
/// Units: times are real seconds, which is what a CI system adds up; those of test cases are equal
/// shares of the suite's, since all are judged at the end. Drill time is in the properties.
std::string to_junit(const Report& report);

}  // namespace spotdrill::report
