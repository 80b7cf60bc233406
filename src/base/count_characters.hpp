// How many characters a text has, as AWS counts most of them.
#pragma once

#include <algorithm>
#include <string_view>

namespace spotdrill {

/// Characters of text in UTF-8: its bytes that continue none.
inline std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace spotdrill
