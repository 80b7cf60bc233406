#include <algorithm>

#include "asl/intrinsics/arguments.hpp"
#include "asl/intrinsics/functions.hpp"

namespace spotdrill::asl::intrinsics {

Outcome array_contains(const Invocation& invocation) {
  const json::array* array = TRY(array_argument(invocation, 0));
  return json::value(std::ranges::find(*array, *invocation.arguments[1]) != array->end());
}

}  // namespace spotdrill::asl::intrinsics
