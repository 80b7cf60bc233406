#include "host/guest_time.hpp"

namespace spotdrill {

std::vector<std::string> guest_time_environment(const Clock&) { return {}; }

std::string guest_time_library() { return {}; }

std::vector<std::string> guest_time_files(const Clock&) { return {}; }

}  // namespace spotdrill
