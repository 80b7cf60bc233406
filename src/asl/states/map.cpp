#include <fmt/format.h>

#include "asl/bounds.hpp"
#include "asl/states/states.hpp"

namespace spotdrill::asl {
namespace {

/// Observed on AWS: a path into the context object is named without its first "$".
Refusal<Failure> no_array(const Map& map, const json::value& items) {
  if (!map.items_path) {
    return fail(error_name::runtime,
                fmt::format("Map state input must be an array but was: {}", write_json(items)));
  }
  std::string path = map.items_path->text();
  if (path.starts_with("$$")) path.erase(0, 1);
  return fail(error_name::runtime, fmt::format("Reference path \"{}\" must point to array.", path));
}

/// Observed on AWS: the items are shown as they were written, and not at all in JSONata.
void see_items(const Map& map, const Visit& visit, const json::value& items) {
  Inspection& seen = *visit.inspection();
  const Path whole;
  const Path* path = map.items_path ? map.items_path->path() : &whole;
  std::optional<std::string_view> text;
  if (path != nullptr && path->root() == Path::Root::Input) {
    text = path->find_text(*visit.input().text());
  } else if (path != nullptr && path->root() == Path::Root::Context && seen.context) {
    text = path->find_text(*seen.context->text());
  }
  seen.after_items_path =
      text ? Payload::of_text(make_text(std::string{*text})) : Payload::of(items);
}

/// The items, as an array. Errors: States.Runtime: they are none.
Result<json::array, Failure> items_of(const Map& map, const Visit& visit) {
  json::value items;
  Inspection* seen = visit.inspection();
  if (seen != nullptr && seen->items) {
    items = *seen->items;
  } else if (map.item_reader) {
    return json::array{};  // Reading them is the map run's matter.
  } else if (map.items) {
    items = TRY(map.items->evaluate(visit.scope()));
    if (const Query* query = map.items->query(); query != nullptr && !items.is_array()) {
      return query->fail_of_type("array", items);
    }
  } else if (map.items_path) {
    items = TRY(visit.evaluate(*map.items_path, "ItemsPath"));
  } else {
    items = visit.input().value();
  }
  if (!items.is_array()) return no_array(map, items);
  if (seen != nullptr && !seen->items && !map.items) see_items(map, visit, items);
  return std::move(items.get_array());
}

/// What the iterations' inputs are: the items, or what ItemSelector makes of them.
Result<std::vector<Payload>, Failure> inputs_of(const Map& map, const Visit& visit,
                                                const json::array& items) {
  std::vector<Payload> inputs;
  inputs.reserve(items.size());
  for (const json::value& item : items) {
    inputs.push_back(map.item_selector
                         ? TRY(visit.evaluate_item(*map.item_selector,
                                                   static_cast<std::int64_t>(inputs.size()), item))
                         : Payload::of(item));
  }
  if (Inspection* seen = visit.inspection(); seen != nullptr && map.item_selector) {
    json::array all;
    for (const Payload& input : inputs) all.push_back(input.value());
    seen->after_item_selector = Payload::of(std::move(all));
  }
  return inputs;
}

void see_batches(const Visit& visit, const MapRunRequest& request) {
  Inspection* seen = visit.inspection();
  if (seen == nullptr) return;
  json::array all;
  for (const Payload& batch : request.inputs) all.push_back(batch.value());
  seen->after_item_batcher = Payload::of(std::move(all));
}

Result<std::shared_ptr<const MapRunRequest>, Failure> map_run(const Map& map, const Visit& visit,
                                                              json::array items) {
  auto request = std::make_shared<MapRunRequest>();
  request->processor = map.processor;
  request->map = &map;
  std::vector<json::value> inputs;
  inputs.reserve(items.size());
  for (const Payload& input : TRY(inputs_of(map, visit, items))) inputs.push_back(input.value());
  if (map.batcher) {
    for (Batch& batch : TRY(make_batches(*map.batcher, std::move(inputs), visit))) {
      // It is read again, as the input of an execution.
      if (too_deep(batch.input)) return fail(error_name::runtime, "A batch nests too deeply");
      request->item_counts.push_back(batch.items);
      request->inputs.push_back(Payload::of(std::move(batch.input)));
    }
    see_batches(visit, *request);
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

/// The numbers beside `concurrency_max`, which has been read before.
Result<MapNumbers, Failure> numbers_of(const Map& map, const Visit& visit,
                                       std::int64_t concurrency_max) {
  MapNumbers numbers{.concurrency_max = concurrency_max};
  // DEVIATION: on AWS an execution whose MaxConcurrencyPath is negative goes no further and does
  // not end; here it fails.
  if (concurrency_max < 0) {
    return fail(error_name::runtime,
                fmt::format("The MaxConcurrencyPath field refers to value \"{}\" which is not "
                            "valid: it must be a positive integer or zero.",
                            concurrency_max));
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
    const bool tolerable = numbers.tolerated_percentage >= 0 && numbers.tolerated_percentage <= 100;
    if (const Query* query = query_of(*map.tolerated_failure_percentage); query && !tolerable) {
      return query->fail_of_bounds("must be between 0 and 100",
                                   fmt::to_string(numbers.tolerated_percentage));
    }
    if (!tolerable) {
      return fail(error_name::runtime, "ToleratedFailurePercentage must be between 0 and 100.");
    }
  }
  if (Inspection* seen = visit.inspection()) {
    seen->concurrency_max = numbers.concurrency_max;
    if (map.tolerated_failure_count) seen->tolerated_failure_count = numbers.tolerated_count;
    if (map.tolerated_failure_percentage) {
      seen->tolerated_failure_percentage = numbers.tolerated_percentage;
    }
  }
  return numbers;
}

}  // namespace

Result<Step, Failure> enter(const Map& map, const Visit& visit) {
  json::array items = TRY(items_of(map, visit));
  // Observed on AWS: what is wrong with this is told before the Map starts.
  std::int64_t concurrency_max = 0;
  if (map.concurrency_max) {
    concurrency_max = TRY(visit.integer(*map.concurrency_max, "MaxConcurrencyPath"));
  }
  const auto read = numbers_of(map, visit, concurrency_max);
  if (!read.has_value() && !read.error().location.empty()) return refuse(read.error());
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
  fan->inputs = TRY(inputs_of(map, visit, items));
  fan->items.assign(std::make_move_iterator(items.begin()), std::make_move_iterator(items.end()));
  return FanOut{std::move(fan)};
}

}  // namespace spotdrill::asl
