#include "asl/states/states.hpp"

namespace spotdrill::asl {

Result<Step, Failure> enter(const Succeed& /*succeed*/, const Visit& visit) {
  return Produced{visit.input()};
}

}  // namespace spotdrill::asl
