#include "asl/states/states.hpp"

namespace spotdrill::asl {

Result<Step, Failure> enter(const Parallel& parallel, const Visit& visit) {
  const Payload input = TRY(visit.apply(parallel.parameters));
  auto fan = std::make_unique<Fan>();
  fan->branches = parallel.branches;
  fan->inputs.assign(parallel.branches.size(), input);
  return FanOut{std::move(fan)};
}

}  // namespace spotdrill::asl
