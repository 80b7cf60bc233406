#include "asl/intrinsics/arguments.hpp"
#include "asl/intrinsics/functions.hpp"
#include "base/base64.hpp"

namespace spotdrill::asl::intrinsics {
namespace {

bool continues_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// How many bytes of UTF-8 the character that `bytes` begins with has; 0 when it is none.
std::size_t character_size(std::string_view bytes) {
  const auto lead = static_cast<unsigned char>(bytes[0]);
  if (lead < 0x80) return 1;
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || bytes.size() < size) return 0;
  const auto second = static_cast<unsigned char>(bytes[1]);
  // Longer than need be, a surrogate, or beyond U+10FFFF.
  if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second >= 0xA0)) return 0;
  if ((lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second >= 0x90)) return 0;
  for (std::size_t i = 1; i < size; ++i) {
    if (!continues_character(bytes[i])) return 0;
  }
  return size;
}

/// As Java makes a string of bytes: what is no UTF-8 becomes U+FFFD.
std::string text_of_bytes(std::string_view bytes) {
  std::string text;
  while (!bytes.empty()) {
    const std::size_t size = character_size(bytes);
    if (size == 0) {
      text += "\xEF\xBF\xBD";
    } else {
      text += bytes.substr(0, size);
    }
    bytes.remove_prefix(size == 0 ? 1 : size);
  }
  return text;
}

}  // namespace

Outcome base64_decode(const Invocation& invocation) {
  const std::string_view text = TRY(string_argument(invocation, 0));
  TRY(check_length(text));
  const auto bytes = spotdrill::base64_decode(text);
  if (!bytes) return refuse("The data is not in base64");
  return json::value(text_of_bytes(*bytes));
}

}  // namespace spotdrill::asl::intrinsics
