// Inspection: one state, looked at while it is worked on. What is given is what the state finds;
// the rest is what it came to. An execution that has one ends with its first state.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "asl/failure.hpp"
#include "asl/frame.hpp"
#include "asl/payload.hpp"
#include "base/units.hpp"

namespace spotdrill::asl {

struct Inspection {
  // Given.
  std::optional<Payload> context;    ///< In place of the context object.
  VariableMap variables;             ///< What has been assigned before.
  std::optional<json::array> items;  ///< What an ItemReader has read.
  std::int64_t retries = 0;          ///< By the Retrier that matches.
  /// In place of the work of a Task, a Parallel or a Map. May be empty.
  std::function<Result<Payload, Failure>(const Inspection&)> work;

  // Seen, in this order. Nothing: the state has not come so far, or has no such field.
  std::optional<Payload> input;
  std::optional<Payload> after_input_path;
  std::optional<Payload> after_parameters;
  std::optional<Payload> after_items_path;
  std::optional<Payload> after_item_selector;
  std::optional<Payload> after_item_batcher;
  std::optional<std::int64_t> concurrency_max;
  std::optional<std::int64_t> tolerated_failure_count;
  std::optional<double> tolerated_failure_percentage;
  std::optional<Payload> result;
  std::optional<Payload> after_result_selector;
  std::optional<Payload> after_result_path;
  std::optional<Failure> failure;       ///< Of the state, whatever is done about it.
  std::optional<std::int64_t> retrier;  ///< Which one matches, whether it has attempts left or not.
  std::optional<Duration> retry_delay;  ///< It has: the state is to be tried again.
  std::optional<std::int64_t> catcher;  ///< Which one catches it.
  std::string next;                     ///< Where it would go on; empty: nowhere.
};

}  // namespace spotdrill::asl
