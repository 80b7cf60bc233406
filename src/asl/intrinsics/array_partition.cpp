#include "asl/intrinsics/arguments.hpp"
#include "asl/intrinsics/functions.hpp"

namespace spotdrill::asl::intrinsics {

Outcome array_partition(const Invocation& invocation) {
  const json::array* array = TRY(array_argument(invocation, 0));
  const std::int64_t size = TRY(integer_argument(invocation, 1));
  if (size <= 0) return refuse("The chunk size must be a positive number");
  json::array chunks;
  for (const json::value& item : *array) {
    const bool full =
        chunks.empty() || chunks.back().get_array().size() == static_cast<std::size_t>(size);
    if (full) chunks.emplace_back(json::array{});
    chunks.back().get_array().push_back(item);
  }
  return json::value(std::move(chunks));
}

}  // namespace spotdrill::asl::intrinsics
