// Which actions and target resource types there are.
#pragma once

#include <span>
#include <string_view>

#include "services/fis/action.hpp"

namespace spotdrill::fis {

struct TargetResourceType {
  std::string_view id;
  std::string_view description;
};

/// Every action, in order of ids.
std::span<const Action* const> actions();

/// The action, or null.
const Action* find_action(std::string_view id);

/// Every target resource type that some action has, in order of ids.
std::span<const TargetResourceType> target_resource_types();

}  // namespace spotdrill::fis
