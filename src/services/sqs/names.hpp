// The names of queues, of permissions and of batches' entries: one rule for all of them.
#pragma once

#include <algorithm>
#include <string_view>

namespace spotdrill::sqs {

/// "Maximum 80 characters. Allowed characters include alphanumeric characters, hyphens, and
/// underscores."
inline bool is_name(std::string_view name) {
  constexpr std::size_t size_max = 80;
  return !name.empty() && name.size() <= size_max && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
}

}  // namespace spotdrill::sqs
