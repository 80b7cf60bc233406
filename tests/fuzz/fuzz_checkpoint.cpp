// What the library for jobs reads: metadata replies, notices, and the beginning of a checkpoint.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "checkpoint/format.hpp"
#include "checkpoint/imds.hpp"

namespace cp = spotdrill::checkpoint;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  (void)cp::parse_endpoint(bytes);
  (void)cp::parse_rebalance(bytes);
  if (const auto notice = cp::parse_notice(bytes); notice && !notice->deadline) std::abort();
  if (const auto reply = cp::parse_reply(bytes)) (void)cp::parse_notice(reply->body);
  if (const auto header = cp::decode(bytes)) {
    const auto again = cp::encode(*header);
    if (!std::equal(bytes.begin(), bytes.end(), again.begin(), again.end())) std::abort();
  }
  return 0;
}
