// The ARN of a dashboard: it is of no region.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "engine/world.hpp"

namespace spotdrill::cloudwatch {

inline std::string dashboard_arn(const Place& place, std::string_view name) {
  return fmt::format("arn:aws:cloudwatch::{}:dashboard/{}", place.account, name);
}

}  // namespace spotdrill::cloudwatch
