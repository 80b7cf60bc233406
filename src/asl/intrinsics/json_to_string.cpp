#include "asl/intrinsics/functions.hpp"
#include "asl/payload.hpp"

namespace spotdrill::asl::intrinsics {

Outcome json_to_string(const Invocation& invocation) {
  return json::value(write_json(*invocation.arguments[0]));
}

}  // namespace spotdrill::asl::intrinsics
