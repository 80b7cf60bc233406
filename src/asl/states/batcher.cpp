#include <fmt/format.h>

#include <limits>

#include "asl/states/states.hpp"

namespace spotdrill::asl {

/// "If you specify both a maximum batch number and size, the size is a limit that takes precedence
/// where it is smaller." Source: Step Functions Developer Guide, "ItemBatcher (Map)".
Result<std::vector<Batch>, Failure> make_batches(const ItemBatcher& batcher,
                                                 std::vector<json::value> items,
                                                 const Visit& visit) {
  const auto given = [&](const auto& number, std::string_view field,
                         std::int64_t fallback) -> Result<std::int64_t, Failure> {
    if (!number) return fallback;
    const std::int64_t value = TRY(visit.integer(*number, field));
    if (const Query* query = query_of(*number); query != nullptr && value <= 0) {
      return query->fail_of_bounds("must be a positive integer", fmt::to_string(value));
    }
    if (value <= 0) {
      return fail(error_name::runtime,
                  fmt::format("The {} parameter must be a positive integer but "
                              "was: {}",
                              field, value));
    }
    return value;
  };
  const auto items_max = TRY(
      given(batcher.items_max, "MaxItemsPerBatchPath", std::numeric_limits<std::int64_t>::max()));
  const auto limit = static_cast<std::int64_t>(visit.limits().payload_bytes);
  const auto bytes_max =
      std::min(limit, TRY(given(batcher.bytes_max, "MaxInputBytesPerBatchPath", limit)));
  json::object frame;
  if (batcher.batch_input) {
    frame.emplace("BatchInput", TRY(visit.evaluate(*batcher.batch_input, visit.input())).value());
  }
  const auto frame_bytes = static_cast<std::int64_t>(write_json(frame).size() + 11);  // "Items":[],

  std::vector<Batch> batches;
  json::array group;
  std::int64_t bytes = frame_bytes;
  const auto close = [&] {
    if (group.empty()) return;
    json::object input = frame;
    const auto count = static_cast<std::int64_t>(group.size());
    input.emplace("Items", std::move(group));
    batches.push_back({.input = std::move(input), .items = count});
    group = {};
    bytes = frame_bytes;
  };
  for (json::value& item : items) {
    const auto size = static_cast<std::int64_t>(write_json(item).size() + 1);
    if (static_cast<std::int64_t>(group.size()) >= items_max || bytes + size > bytes_max) close();
    if (frame_bytes + size > bytes_max) {
      return fail(error_name::data_limit_exceeded,
                  "The input of a batch exceeds MaxInputBytesPerBatch with one item alone.");
    }
    bytes += size;
    group.push_back(std::move(item));
  }
  close();
  return batches;
}

}  // namespace spotdrill::asl
