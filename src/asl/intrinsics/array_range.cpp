#include <fmt/format.h>

#include "asl/intrinsics/arguments.hpp"
#include "asl/intrinsics/functions.hpp"

namespace spotdrill::asl::intrinsics {
namespace {

/// "The newly generated array can contain up to 1000 elements."
constexpr std::int64_t range_items_max = 1'000;

}  // namespace

Outcome array_range(const Invocation& invocation) {
  const std::int64_t first = TRY(integer_argument(invocation, 0));
  const std::int64_t last = TRY(integer_argument(invocation, 1));
  const std::int64_t step = TRY(integer_argument(invocation, 2));
  if (step == 0) return refuse("The increment must not be 0");
  json::array range;
  if ((last - first < 0) != (step < 0) && last != first) return json::value(std::move(range));
  const std::int64_t items = (last - first) / step + 1;
  if (items > range_items_max) {
    return refuse(fmt::format("The array must not have more than {} items", range_items_max));
  }
  for (std::int64_t i = 0; i < items; ++i) range.emplace_back(first + i * step);
  return json::value(std::move(range));
}

}  // namespace spotdrill::asl::intrinsics
