// What functions ask of their arguments.
#pragma once

#include "asl/intrinsics/call.hpp"

namespace spotdrill::asl::intrinsics {

/// "The input string to encode or decode is up to 10,000 characters long."
inline constexpr std::size_t characters_max = 10'000;

/// Errors: argument `index` is no array.
Result<const json::array*, std::string> array_argument(const Invocation& invocation,
                                                       std::size_t index);

/// Errors: argument `index` is no object.
Result<const json::object*, std::string> object_argument(const Invocation& invocation,
                                                         std::size_t index);

/// Errors: argument `index` is no string.
Result<std::string_view, std::string> string_argument(const Invocation& invocation,
                                                      std::size_t index);

/// A number rounded half up, as Math.round does. Errors: argument `index` is none, or beyond 32
/// bits: "-2147483648 to 2147483647".
Result<std::int64_t, std::string> integer_argument(const Invocation& invocation, std::size_t index);

/// Errors: `text` has more than characters_max characters, in UTF-16 code units as Java counts.
Result<void, std::string> check_length(std::string_view text);

}  // namespace spotdrill::asl::intrinsics
