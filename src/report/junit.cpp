#include "report/junit.hpp"

#include <algorithm>

#include "base/iso8601.hpp"
#include "report/markup.hpp"

namespace spotdrill::report {

namespace {

namespace model = api::report;

/// The test case of a drill that is not judged, or has nothing to judge: a suite without any would
/// pass for one that nothing is wrong with.
constexpr std::string_view whole_drill = "the drill runs to its end";

class JunitSuite {
 public:
  explicit JunitSuite(const Report& report) : report_(report), ran_(ran_to_end(report)) {}

  std::string write() {
    const bool with_whole = !ran_ || report_.expectations.empty();
    const std::size_t tests = report_.expectations.size() + (with_whole ? 1 : 0);
    const double seconds =
        std::max(0.0, seconds_of(report_.ended_at - report_.began_at)) / report_.speed;
    share_ = seconds / static_cast<double>(tests);
    // "2026-01-01T00:00:00", without a zone: the form has none. It is UTC.
    std::string began = iso8601_seconds(report_.began_at);
    if (began.ends_with('Z')) began.pop_back();
    const std::string counts =
        fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"{:.3f}\"",
                    tests, count(false), ran_ ? 0 : 1, count(std::nullopt), seconds);
    out_.write(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"spotdrill\" {0}>\n"
        "  <testsuite name=\"{1}\" {0} timestamp=\"{2}\">\n",
        counts, escaped(report_.drill), began);
    properties();
    if (with_whole) whole();
    for (const model::Expectation& each : report_.expectations) test_case(each);
    out_.write("    <system-out>{}</system-out>\n  </testsuite>\n</testsuites>\n",
               escaped(to_text(report_)));
    return out_.take();
  }

 private:
  [[nodiscard]] std::ptrdiff_t count(std::optional<bool> passed) const {
    return std::ranges::count(report_.expectations, passed, &model::Expectation::passed);
  }

  void properties() {
    out_.raw("    <properties>\n");
    property("run", report_.run);
    property("outcome", report_.outcome);
    property("region", report_.region);
    property("speed", fmt::format("{:g}", report_.speed));
    property("lost_percent", fmt::format("{:g}", report_.lost_percent));
    property("took_seconds", fmt::format("{:g}", report_.took_seconds));
    property("version", report_.source.version);
    out_.raw("    </properties>\n");
  }

  void property(std::string_view name, std::string_view value) {
    out_.write("      <property name=\"{}\" value=\"{}\"/>\n", name, escaped(value));
  }

  void begin_case(std::string_view test) {
    out_.write("    <testcase classname=\"{}\" name=\"{}\" time=\"{:.3f}\">",
               escaped(report_.drill), escaped(test), share_);
  }

  void whole() {
    begin_case(whole_drill);
    if (!ran_) {
      const std::string why = report_.failure.value_or("it was stopped before its end");
      out_.write("<error message=\"{}\" type=\"{}\">{}</error>", escaped(why),
                 escaped(report_.outcome), escaped(why));
    }
    out_.raw("</testcase>\n");
  }

  void test_case(const model::Expectation& each) {
    begin_case(each.expectation);
    if (!each.passed) {
      out_.write("<skipped message=\"{}\"/>", escaped(each.measured));
    } else if (!*each.passed) {
      out_.write("<failure message=\"{}\" type=\"expectation\">{}</failure>",
                 escaped(each.measured), escaped(reasons(each)));
    }
    out_.raw("</testcase>\n");
  }

  /// A viewer shows one test case at a time, so that each says what may be behind it.
  [[nodiscard]] std::string reasons(const model::Expectation& each) const {
    std::string text = fmt::format("{}: {}\n", each.expectation, each.measured);
    for (const model::Finding& finding : report_.findings) {
      text +=
          fmt::format("\n{}\nSeen: {}.\nDo: {}\n", finding.cause, finding.evidence, finding.remedy);
    }
    return text;
  }

  const Report& report_;
  bool ran_;
  double share_ = 0;  ///< Seconds of each test case.
  Markup out_;
};

}  // namespace

std::string to_junit(const Report& report) {
  return JunitSuite{report}.write();
}

}  // namespace spotdrill::report
