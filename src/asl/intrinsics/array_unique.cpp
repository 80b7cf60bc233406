#include <unordered_set>

#include "asl/intrinsics/arguments.hpp"
#include "asl/intrinsics/functions.hpp"

namespace spotdrill::asl::intrinsics {

/// Keeps the first of equal values.
Outcome array_unique(const Invocation& invocation) {
  const json::array* array = TRY(array_argument(invocation, 0));
  std::unordered_set<json::value> seen;
  json::array unique;
  for (const json::value& item : *array) {
    if (seen.insert(item).second) unique.push_back(item);
  }
  return json::value(std::move(unique));
}

}  // namespace spotdrill::asl::intrinsics
