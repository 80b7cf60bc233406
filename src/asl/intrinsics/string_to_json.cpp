#include "asl/intrinsics/arguments.hpp"
#include "asl/intrinsics/functions.hpp"

namespace spotdrill::asl::intrinsics {

/// Text of nothing but spaces is null, as it is to Jackson.
Outcome string_to_json(const Invocation& invocation) {
  const std::string_view text = TRY(string_argument(invocation, 0));
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return json::value(nullptr);
  return TRY(parse_json(text));
}

}  // namespace spotdrill::asl::intrinsics
