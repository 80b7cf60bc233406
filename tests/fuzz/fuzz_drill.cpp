// Drill files: what is read is read the same again; what is not says where and why.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "drill/definition/definition.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace spotdrill::drill;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto read = parse_definition(text, "drill.yaml");
  if (read.has_value()) return 0;
  if (read.error().empty()) std::abort();
  for (const Mistake& mistake : read.error()) {
    if (mistake.where.empty() || mistake.message.empty()) std::abort();
  }
  return 0;
}
