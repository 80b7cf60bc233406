#include <fmt/format.h>

#include "asl/bounds.hpp"
#include "asl/states/states.hpp"

namespace spotdrill::asl {
namespace {

/// The items, as an array. Errors: States.Runtime: they are none.
Result<json::array, Failure> items_of(const Map& map, const Visit& visit) {
  json::value items;
  if (map.items_path) {
    items = TRY(visit.evaluate(*map.items_path, "ItemsPath"));
    if (!items.is_array()) {
      return fail(error_name::runtime, fmt::format("Reference path \"{}\" must point to array.",
                                                   map.items_path->text()));
    }
  } else {
    items = visit.input().value();
    if (!items.is_array()) {
      return fail(error_name::runtime,
                  fmt::format("Map state input must be an array but was: {}", write_json(items)));
    }
  }
  return std::move(items.get_array());
}

/// What an iteration's input is: its item, or what ItemSelector makes of it.
Result<Payload, Failure> input_of(const Map& map, const Visit& visit, const json::value& item,
                                  std::int64_t index) {
  if (!map.item_selector) return Payload::of(item);
  return visit.evaluate_item(*map.item_selector, index, item);
}

Result<std::shared_ptr<const MapRunRequest>, Failure> map_run(const Map& map, const Visit& visit,
                                                              json::array items) {
  auto request = std::make_shared<MapRunRequest>();
  request->processor = map.processor;
  request->map = &map;
  std::vector<json::value> inputs;
  inputs.reserve(items.size());
  std::int64_t index = 0;
  for (json::value& item : items) {
    inputs.push_back(TRY(input_of(map, visit, item, index++)).value());
  }
  if (map.batcher) {
    for (Batch& batch : TRY(make_batches(*map.batcher, std::move(inputs), visit))) {
      // It is read again, as the input of an execution.
      if (too_deep(batch.input)) return fail(error_name::runtime, "A batch nests too deeply");
      request->item_counts.push_back(batch.items);
      request->inputs.push_back(Payload::of(std::move(batch.input)));
    }
  } else {
    for (json::value& input : inputs) {
      request->item_counts.push_back(1);
      request->inputs.push_back(Payload::of(std::move(input)));
    }
    request->items.assign(std::make_move_iterator(items.begin()),
                          std::make_move_iterator(items.end()));
  }
  return std::shared_ptr<const MapRunRequest>{std::move(request)};
}

struct MapNumbers {
  std::int64_t concurrency_max = 0;
  std::int64_t tolerated_count = 0;
  double tolerated_percentage = 0;
};

Result<MapNumbers, Failure> numbers_of(const Map& map, const Visit& visit) {
  MapNumbers numbers;
  if (map.concurrency_max) {
    numbers.concurrency_max = TRY(visit.integer(*map.concurrency_max, "MaxConcurrencyPath"));
    if (numbers.concurrency_max < 0) {
      return fail(error_name::runtime,
                  fmt::format("The MaxConcurrencyPath field refers to value \"{}\" which is not "
                              "valid: it must be a positive integer or zero.",
                              numbers.concurrency_max));
    }
  }
  if (map.tolerated_failure_count) {
    numbers.tolerated_count =
        TRY(visit.integer(*map.tolerated_failure_count, "ToleratedFailureCountPath"));
    if (numbers.tolerated_count < 0) {
      return fail(error_name::runtime, "ToleratedFailureCount cannot be negative.");
    }
  }
  if (map.tolerated_failure_percentage) {
    numbers.tolerated_percentage =
        TRY(visit.number(*map.tolerated_failure_percentage, "ToleratedFailurePercentagePath"));
    if (numbers.tolerated_percentage < 0 || numbers.tolerated_percentage > 100) {
      return fail(error_name::runtime, "ToleratedFailurePercentage must be between 0 and 100.");
    }
  }
  return numbers;
}

}  // namespace

Result<Step, Failure> enter(const Map& map, const Visit& visit) {
  json::array items = TRY(items_of(map, visit));
  const auto read = numbers_of(map, visit);
  if (!read.has_value()) {
    return StartedInVain{.length = static_cast<std::int64_t>(items.size()),
                         .failure = read.error()};
  }
  const MapNumbers& numbers = *read;
  if (map.distributed) {
    auto request = std::make_shared<MapRunRequest>(*TRY(map_run(map, visit, std::move(items))));
    request->concurrency_max = numbers.concurrency_max;
    request->tolerated_failure_count = numbers.tolerated_count;
    request->tolerated_failure_percentage = numbers.tolerated_percentage;
    Call call;
    call.map_run = std::move(request);
    return Step{std::move(call)};
  }

  auto fan = std::make_unique<Fan>();
  fan->is_map = true;
  fan->branches = {map.processor};
  fan->concurrency_max = numbers.concurrency_max;
  fan->inputs.reserve(items.size());
  std::int64_t index = 0;
  for (const json::value& item : items) {
    fan->inputs.push_back(TRY(input_of(map, visit, item, index++)));
  }
  fan->items.assign(std::make_move_iterator(items.begin()), std::make_move_iterator(items.end()));
  return FanOut{std::move(fan)};
}

}  // namespace spotdrill::asl
