#include "asl/intrinsics/arguments.hpp"
#include "asl/intrinsics/functions.hpp"

namespace spotdrill::asl::intrinsics {

/// From the first number, inclusive, to the second, exclusive. The third is a seed: "If you use
/// this function with the same seed value, it returns an identical number."
///
// DEVIATION: a seed gives the same number again, but not the number that AWS gives for it.
Outcome math_random(const Invocation& invocation) {
  const std::int64_t from = TRY(integer_argument(invocation, 0));
  const std::int64_t to = TRY(integer_argument(invocation, 1));
  if (from >= to) return refuse("The start number must be less than the end number");
  const auto choices = static_cast<std::uint64_t>(to - from);
  if (invocation.arguments.size() < 3) {
    return json::value(from + static_cast<std::int64_t>(invocation.random.below(choices)));
  }
  const std::int64_t seed = TRY(integer_argument(invocation, 2));
  Random seeded{static_cast<std::uint64_t>(seed)};
  return json::value(from + static_cast<std::int64_t>(seeded.below(choices)));
}

}  // namespace spotdrill::asl::intrinsics
