#include "asl/intrinsics/arguments.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

namespace spotdrill::asl::intrinsics {
namespace {

// DEVIATION: what AWS says of arguments of a wrong type or out of bounds is not documented; here
// the words are ours.
Refusal<std::string> not_a(std::string_view type, std::size_t index) {
  return refuse(fmt::format("Argument {} must be {}", index + 1, type));
}

}  // namespace

Result<const json::array*, std::string> array_argument(const Invocation& invocation,
                                                       std::size_t index) {
  const json::array* array = invocation.arguments[index]->if_array();
  if (array == nullptr) return not_a("an array", index);
  return array;
}

Result<const json::object*, std::string> object_argument(const Invocation& invocation,
                                                         std::size_t index) {
  const json::object* object = invocation.arguments[index]->if_object();
  if (object == nullptr) return not_a("an object", index);
  return object;
}

Result<std::string_view, std::string> string_argument(const Invocation& invocation,
                                                      std::size_t index) {
  const json::string* string = invocation.arguments[index]->if_string();
  if (string == nullptr) return not_a("a string", index);
  return std::string_view{*string};
}

Result<std::int64_t, std::string> integer_argument(const Invocation& invocation,
                                                   std::size_t index) {
  const json::value& value = *invocation.arguments[index];
  if (!value.is_number()) return not_a("a number", index);
  const double number = value.to_number<double>();
  const double below = std::floor(number);
  const double rounded = number - below >= 0.5 ? below + 1 : below;
  using Limits = std::numeric_limits<std::int32_t>;
  if (!(rounded >= Limits::min() && rounded <= Limits::max())) {
    return not_a("a number from -2147483648 to 2147483647", index);
  }
  return static_cast<std::int64_t>(rounded);
}

Result<void, std::string> check_length(std::string_view text) {
  std::size_t units = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) != 0x80U) units += byte >= 0xF0U ? 2 : 1;
  }
  if (units <= characters_max) return {};
  return refuse(fmt::format("The data must not be longer than {} characters", characters_max));
}

}  // namespace spotdrill::asl::intrinsics
