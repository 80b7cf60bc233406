#include <limits>

#include "asl/intrinsics/arguments.hpp"
#include "asl/intrinsics/functions.hpp"

namespace spotdrill::asl::intrinsics {

Outcome math_add(const Invocation& invocation) {
  const std::int64_t sum =
      TRY(integer_argument(invocation, 0)) + TRY(integer_argument(invocation, 1));
  using Limits = std::numeric_limits<std::int32_t>;
  if (sum < Limits::min() || sum > Limits::max()) {
    return refuse("The sum is not from -2147483648 to 2147483647");
  }
  return json::value(sum);
}

}  // namespace spotdrill::asl::intrinsics
