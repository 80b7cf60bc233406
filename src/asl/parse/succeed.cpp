#include "asl/parse/states.hpp"

namespace spotdrill::asl::parse {

Succeed read_succeed(const Fields& fields) {
  fields.allow_in_state({}, {"InputPath", "OutputPath"}, {"Output"});
  return {};
}

}  // namespace spotdrill::asl::parse
