// What lines of output say of things that are not here: commands, names, devices. As shells, curl,
// git and others put it. Facts of our own server tell more; these lines are what AWS would show
// too.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "drill/readings/timeline.hpp"

namespace spotdrill::drill {

/// What `line` says that is missing; `before` is the line before it. `at` is not filled in.
std::optional<Unmet> need_in(std::string_view line, std::string_view before = {});

/// Adds `need` unless the like is there already, or there are too many.
void add_need(std::vector<Unmet>& needs, Unmet need);

/// "docker, a command".
std::string to_text(const Unmet& need);

}  // namespace spotdrill::drill
