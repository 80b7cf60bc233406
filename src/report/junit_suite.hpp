// A test suite as JUnit XML. Not what is tested: runs (junit.hpp), campaigns (campaign.hpp).
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace spotdrill::report {

struct TestCase {
  enum class Result { Passed, Failed, Error, Skipped };

  std::string name;
  Result result = Result::Passed;
  std::string message = {};  ///< One line: what was measured.
  std::string type = {};     ///< Of a failure or an error.
  std::string text = {};     ///< A viewer shows one test case at a time: all that is behind it.
  double seconds = 0;
};

struct TestSuite {
  std::string name;
  std::vector<std::pair<std::string, std::string>> properties;
  std::vector<TestCase> cases;
  std::string output;  ///< For people.
  /// "2026-01-01T00:00:00", without a zone: the form has none. It is UTC.
  std::string timestamp;
  double seconds = 0;  ///< Real ones.
};

/// Source: the form that JUnit's Ant task began and Jenkins, GitLab and GitHub's actions read
/// (tests/e2e/junit.xsd).
std::string to_xml(const TestSuite& suite);

}  // namespace spotdrill::report
