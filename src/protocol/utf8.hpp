// UTF-8 as RFC 3629 has it: no surrogates, no overlong forms, nothing beyond U+10FFFF.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace spotdrill::protocol {

/// One character at the beginning of `text`; length 0 when there is no valid one.
struct Utf8Character {
  std::uint32_t code = 0;
  std::size_t length = 0;
};
Utf8Character decode_utf8(std::string_view text);

bool is_utf8(std::string_view text);

void append_utf8(std::string& out, std::uint32_t code);

}  // namespace spotdrill::protocol
