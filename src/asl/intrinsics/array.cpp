#include "asl/intrinsics/functions.hpp"

namespace spotdrill::asl::intrinsics {

Outcome array(const Invocation& invocation) {
  json::array made;
  for (const json::value* argument : invocation.arguments) made.push_back(*argument);
  return json::value(std::move(made));
}

}  // namespace spotdrill::asl::intrinsics
