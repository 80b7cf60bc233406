// Attribute paths of target filters: "Placement.AvailabilityZone" into a resource's Describe
// output.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shape/shape.hpp"

namespace spotdrill::fis {

/// Every value at `path` in `value`, which is of `shape`; lists on the way are gone through whole.
/// "Each element must be expressed in Pascal case". Source: FIS User Guide, "Resource filters".
std::vector<std::string> values_at(const shape::Shape& shape, const void* value,
                                   std::string_view path);

/// Whether a value of `shape` can have anything at `path`.
bool has_path(const shape::Shape& shape, std::string_view path);

}  // namespace spotdrill::fis
