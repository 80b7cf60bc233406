// Packed bodies never unpack to more than the bound.
#include <cstdint>
#include <cstdlib>

#include "protocol/gzip.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t max_bytes = 1 << 16;
  const auto body =
      spotdrill::protocol::gunzip({reinterpret_cast<const char*>(data), size}, max_bytes);
  if (body && body->size() > max_bytes) std::abort();
  return 0;
}
