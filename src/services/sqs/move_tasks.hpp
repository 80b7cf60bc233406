// Handles of message movement tasks, and what is refused of tasks.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace spotdrill::sqs {

struct TaskHandle {
  std::string id;
  std::string source;  ///< ARN.
};

std::string task_handle(const TaskHandle& handle);
/// Nothing: it is none.
std::optional<TaskHandle> read_task_handle(std::string_view text);

/// `parameter`: "SourceArn". Errors: ResourceNotFoundException.
Refusal<> no_such_queue(std::string_view parameter);

}  // namespace spotdrill::sqs
