#include <fmt/format.h>

#include "asl/intrinsics/arguments.hpp"
#include "asl/intrinsics/functions.hpp"

namespace spotdrill::asl::intrinsics {

Outcome array_get_item(const Invocation& invocation) {
  const json::array* array = TRY(array_argument(invocation, 0));
  const std::int64_t index = TRY(integer_argument(invocation, 1));
  if (index < 0 || static_cast<std::size_t>(index) >= array->size()) {
    return refuse(
        fmt::format("The index {} is not in the array of {} items", index, array->size()));
  }
  return (*array)[static_cast<std::size_t>(index)];
}

}  // namespace spotdrill::asl::intrinsics
