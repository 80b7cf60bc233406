#include "base/speed.hpp"

#include <fmt/format.h>

#include <charconv>

namespace spotdrill {

Result<Speed, std::string> parse_speed(std::string_view text) {
  if (text == "auto") return automatic_speed;
  Speed speed;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, speed.number);
  // What is not a number is neither below nor above one.
  const bool inside = speed.number >= speed_min && speed.number <= speed_max;
  if (error == std::errc{} && rest == end && inside) return speed;
  return refuse(fmt::format("'{}' is no speed; expected {}", text, speed_expected));
}

std::string to_text(const Speed& speed) {
  return speed.is_auto() ? "auto" : fmt::format("{:g}", speed.number);
}

}  // namespace spotdrill
