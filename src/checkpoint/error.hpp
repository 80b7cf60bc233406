// The system's error codes as values.
#pragma once

#include <cerrno>
#include <system_error>

namespace spotdrill::checkpoint {

inline std::error_code error_of(int code) {
  return {code, std::system_category()};
}

inline std::error_code last_error() {
  return error_of(errno);
}

}  // namespace spotdrill::checkpoint
