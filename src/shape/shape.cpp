#include "shape/shape.hpp"

#include <algorithm>

namespace spotdrill::shape {

const Member* find_member(const Shape& shape, std::string_view name) {
  const auto found = std::ranges::find(shape.members, name, &Member::name);
  return found == shape.members.end() ? nullptr : &*found;
}

const OperationModel* find_operation(const ServiceModel& service, std::string_view name) {
  // The generator sorts operations by name.
  const auto found = std::ranges::lower_bound(service.operations, name, {}, &OperationModel::name);
  return found == service.operations.end() || found->name != name ? nullptr : &*found;
}

}  // namespace spotdrill::shape
