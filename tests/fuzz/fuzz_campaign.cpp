// campaign.json: what is read is told in every form, and what is written is read again.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "report/campaign.hpp"
#include "report/markdown_text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace spotdrill::report;
  auto campaign = read_campaign({reinterpret_cast<const char*>(data), size});
  if (!campaign.has_value()) {
    if (campaign.error().empty()) std::abort();
    return 0;
  }
  static_cast<void>(to_html(*campaign));
  static_cast<void>(to_text(*campaign));
  static_cast<void>(to_junit(*campaign));
  if (to_markdown(*campaign).size() > markdown_bytes_max) std::abort();
  if (!read_campaign(to_json(*campaign)).has_value()) std::abort();
  sum_up(*campaign);
  return 0;
}
