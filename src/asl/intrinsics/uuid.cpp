#include "asl/intrinsics/functions.hpp"

namespace spotdrill::asl::intrinsics {

Outcome uuid(const Invocation& invocation) {
  return json::value(IdSource{invocation.random}.uuid());
}

}  // namespace spotdrill::asl::intrinsics
