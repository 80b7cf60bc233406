#include "report/junit_suite.hpp"

#include <algorithm>

#include "report/markup.hpp"

namespace spotdrill::report {

namespace {

class SuiteWriter {
 public:
  explicit SuiteWriter(const TestSuite& suite) : suite_(suite) {}

  std::string write() {
    const std::string counts = fmt::format(
        "tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"{:.3f}\"",
        suite_.cases.size(), count(TestCase::Result::Failed), count(TestCase::Result::Error),
        count(TestCase::Result::Skipped), suite_.seconds);
    out_.write(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"spotdrill\" {0}>\n"
        "  <testsuite name=\"{1}\" {0} timestamp=\"{2}\">\n    <properties>\n",
        counts, escaped(suite_.name), suite_.timestamp);
    for (const auto& [name, value] : suite_.properties) {
      out_.write("      <property name=\"{}\" value=\"{}\"/>\n", name, escaped(value));
    }
    out_.raw("    </properties>\n");
    for (const TestCase& each : suite_.cases) test_case(each);
    out_.write("    <system-out>{}</system-out>\n  </testsuite>\n</testsuites>\n",
               escaped(suite_.output));
    return out_.take();
  }

 private:
  [[nodiscard]] std::ptrdiff_t count(TestCase::Result result) const {
    return std::ranges::count(suite_.cases, result, &TestCase::result);
  }

  void test_case(const TestCase& each) {
    out_.write("    <testcase classname=\"{}\" name=\"{}\" time=\"{:.3f}\">", escaped(suite_.name),
               escaped(each.name), each.seconds);
    switch (each.result) {
      case TestCase::Result::Passed:
        break;
      case TestCase::Result::Skipped:
        out_.write("<skipped message=\"{}\"/>", escaped(each.message));
        break;
      case TestCase::Result::Failed:
        problem("failure", each);
        break;
      case TestCase::Result::Error:
        problem("error", each);
        break;
    }
    out_.raw("</testcase>\n");
  }

  void problem(std::string_view tag, const TestCase& each) {
    out_.write("<{0} message=\"{1}\" type=\"{2}\">{3}</{0}>", tag, escaped(each.message),
               escaped(each.type), escaped(each.text));
  }

  const TestSuite& suite_;
  Markup out_;
};

}  // namespace

std::string to_xml(const TestSuite& suite) {
  return SuiteWriter{suite}.write();
}

}  // namespace spotdrill::report
