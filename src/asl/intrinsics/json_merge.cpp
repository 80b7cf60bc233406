#include "asl/intrinsics/arguments.hpp"
#include "asl/intrinsics/functions.hpp"

namespace spotdrill::asl::intrinsics {

/// "Step Functions currently only supports the shallow merging mode; therefore, you must specify
/// the boolean value as false. In the shallow mode, if the same key exists in both JSON objects,
/// the latter object's key overrides the same key in the first object."
Outcome json_merge(const Invocation& invocation) {
  json::object merged = *TRY(object_argument(invocation, 0));
  const json::object* other = TRY(object_argument(invocation, 1));
  const json::value& deep = *invocation.arguments[2];
  if (!deep.is_bool()) return refuse("Argument 3 must be a boolean");
  if (deep.get_bool()) return refuse("The deep merging mode is not supported: give false");
  for (const auto& member : *other) merged.insert_or_assign(member.key(), member.value());
  return json::value(std::move(merged));
}

}  // namespace spotdrill::asl::intrinsics
