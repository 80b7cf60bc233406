// The names of topics and of batches' entries.
#pragma once

#include <algorithm>
#include <string_view>

namespace spotdrill::sns {

inline constexpr std::string_view fifo_suffix = ".fifo";

inline bool has_name_characters(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
}

/// "Topic names must be made up of only uppercase and lowercase ASCII letters, numbers,
/// underscores, and hyphens, and must be between 1 and 256 characters long. For a FIFO
/// (first-in-first-out) topic, the name must end with the .fifo suffix."
inline bool is_topic_name(std::string_view name, bool fifo) {
  constexpr std::size_t size_max = 256;
  if (name.size() > size_max || name.ends_with(fifo_suffix) != fifo) return false;
  if (fifo) name.remove_suffix(fifo_suffix.size());
  return has_name_characters(name);
}

}  // namespace spotdrill::sns
