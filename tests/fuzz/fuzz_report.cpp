// report.json: what is read is told in every form, and what is written is read again.
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
  // Not always the same: a number of a hundred digits is read to the last bit but one.
  if (!read_report(to_json(*report)).has_value()) std::abort();
  return 0;
}
