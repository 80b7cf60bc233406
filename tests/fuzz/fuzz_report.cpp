// report.json: what is read is told in every form, and written the same again.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "report/compare.hpp"
#include "report/html.hpp"
#include "report/junit.hpp"
#include "report/markdown.hpp"
#include "report/markdown_text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace spotdrill::report;
  const auto report = read_report({reinterpret_cast<const char*>(data), size});
  if (!report.has_value()) {
    if (report.error().empty()) std::abort();
    return 0;
  }
  static_cast<void>(to_html(*report));
  static_cast<void>(to_text(*report));
  static_cast<void>(to_junit(*report));
  if (to_markdown(*report).size() > markdown_bytes_max) std::abort();
  if (const auto comparison = compare(*report, *report); comparison.has_value()) {
    if (comparison->any(Change::Better) || comparison->any(Change::Worse)) std::abort();
  }
  // What is read may be finer than what is written, as moments of microseconds are.
  const auto again = read_report(to_json(*report));
  if (!again.has_value() || to_json(*again) != to_json(*report)) std::abort();
  return 0;
}
