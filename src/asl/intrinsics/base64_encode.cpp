#include "base/base64.hpp"

#include "asl/intrinsics/arguments.hpp"
#include "asl/intrinsics/functions.hpp"

namespace spotdrill::asl::intrinsics {

Outcome base64_encode(const Invocation& invocation) {
  const std::string_view text = TRY(string_argument(invocation, 0));
  TRY(check_length(text));
  return json::value(spotdrill::base64_encode(text));
}

}  // namespace spotdrill::asl::intrinsics
