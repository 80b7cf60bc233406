#include "asl/intrinsics/arguments.hpp"
#include "asl/intrinsics/functions.hpp"

namespace spotdrill::asl::intrinsics {

Outcome array_length(const Invocation& invocation) {
  return json::value(static_cast<std::int64_t>(TRY(array_argument(invocation, 0))->size()));
}

}  // namespace spotdrill::asl::intrinsics
