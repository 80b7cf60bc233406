// User data: whatever it is, the scripts and notices found in it are bounded.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "host/mime.hpp"
#include "host/user_data.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace spotdrill;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  if (read_mime_parts(text, user_data_parts_max).size() > user_data_parts_max) std::abort();
  const UserData found = read_user_data(text);
  if (found.scripts.size() + found.notices.size() > user_data_parts_max + 1) std::abort();
  return 0;
}
