#include "host/valid_text.hpp"

#include <cstddef>

namespace spotdrill {
namespace {

unsigned octet(std::string_view bytes, std::size_t index) {
  return static_cast<unsigned char>(bytes[index]);
}

bool continues(std::string_view bytes, std::size_t index) {
  return index < bytes.size() && (octet(bytes, index) & 0xc0U) == 0x80U;
}

/// How many bytes the character at the start of `bytes` has; none where there is no such.
std::size_t character_bytes(std::string_view bytes) {
  const unsigned first = octet(bytes, 0);
  if (first < 0x80U) return 1;
  if (first < 0xc2U || first > 0xf4U || !continues(bytes, 1)) return 0;
  if (first < 0xe0U) return 2;
  const unsigned second = octet(bytes, 1);
  // Overlong forms, surrogates, and what is above U+10FFFF.
  if ((first == 0xe0U && second < 0xa0U) || (first == 0xedU && second > 0x9fU)) return 0;
  if ((first == 0xf0U && second < 0x90U) || (first == 0xf4U && second > 0x8fU)) return 0;
  if (!continues(bytes, 2)) return 0;
  if (first < 0xf0U) return 3;
  return continues(bytes, 3) ? 4 : 0;
}

}  // namespace

std::string valid_text(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  while (!bytes.empty()) {
    const std::size_t size = character_bytes(bytes);
    text += size == 0 ? std::string_view{"?"} : bytes.substr(0, size);
    bytes.remove_prefix(size == 0 ? 1 : size);
  }
  return text;
}

}  // namespace spotdrill
