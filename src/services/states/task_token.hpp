// Task tokens: opaque to workers, but they say which execution and which task they are of.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace spotdrill::states {

struct TaskToken {
  std::string execution;  ///< Key.
  std::uint64_t task = 0;
};

/// Nothing when it is none of ours.
std::optional<TaskToken> read_task_token(std::string_view token);

}  // namespace spotdrill::states
