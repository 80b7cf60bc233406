#include "asl/intrinsics/arguments.hpp"
#include "asl/intrinsics/functions.hpp"

namespace spotdrill::asl::intrinsics {
namespace {

/// The character of UTF-8 that `text` begins with.
std::string_view first_character(std::string_view text) {
  std::size_t length = 1;
  while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) {
    ++length;
  }
  return text.substr(0, length);
}

}  // namespace

/// As StringUtils.split does: every character of the second argument parts, and what stands between
/// two that follow each other is left out.
Outcome string_split(const Invocation& invocation) {
  std::string_view rest = TRY(string_argument(invocation, 0));
  const std::string_view delimiters = TRY(string_argument(invocation, 1));
  json::array parts;
  std::string part;
  const auto end_part = [&parts, &part] {
    if (!part.empty()) parts.emplace_back(part);
    part.clear();
  };
  while (!rest.empty()) {
    const std::string_view character = first_character(rest);
    if (delimiters.find(character) != std::string_view::npos) {
      end_part();
    } else {
      part += character;
    }
    rest.remove_prefix(character.size());
  }
  end_part();
  return json::value(std::move(parts));
}

}  // namespace spotdrill::asl::intrinsics
