#include "asl/states/states.hpp"

namespace spotdrill::asl {

Result<Step, Failure> enter(const Pass& pass, const Visit& visit) {
  // "If the state has Result, its value is the output, and Parameters have no effect on it."
  if (pass.result) return Produced{*pass.result};
  return Produced{TRY(visit.apply(pass.parameters))};
}

}  // namespace spotdrill::asl
