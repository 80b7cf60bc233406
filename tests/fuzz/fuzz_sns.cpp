// SNS: filter policies are read or refused, and one that was read can be asked of any message, by
// its attributes and by what it says.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "services/sns/filter_policy.hpp"

namespace {

using namespace spotdrill::sns;

constexpr std::size_t combinations_max = 150;

}  // namespace

/// A policy and a message, with a line break between them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text{reinterpret_cast<const char*>(data), size};
  const std::size_t end = text.find('\n');
  const std::string message = end == std::string::npos ? "" : text.substr(end + 1);
  for (const bool attributes : {false, true}) {
    const auto policy = read_filter_policy(text.substr(0, end), attributes);
    if (!policy.has_value()) continue;
    if (alternatives_of(*policy).size() > combinations_max) std::abort();
    (void)passes_body(*policy, message);
    MessageAttributes all;
    for (const char* type : {"String", "Number", "Binary", "String.Array"}) {
      all[type] = all["a"] = {type, message};
      (void)passes_attributes(*policy, all);
    }
  }
  return 0;
}
