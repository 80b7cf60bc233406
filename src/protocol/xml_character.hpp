// Which characters XML can hold.
#pragma once

#include <cstdint>

namespace spotdrill::protocol {

/// "Char ::= #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]".
/// Source: XML 1.0, 2.2.
constexpr bool is_xml_character(std::uint32_t code) {
  if (code < 0x20) return code == '\t' || code == '\n' || code == '\r';
  return code <= 0xD7FF || (code >= 0xE000 && code <= 0xFFFD) ||
         (code >= 0x10000 && code <= 0x10FFFF);
}

}  // namespace spotdrill::protocol
