#include "asl/states/states.hpp"

namespace spotdrill::asl {

Result<Step, Failure> enter(const Fail& end, const Visit& visit) {
  Failed failed;
  if (end.error) failed.failure.error = TRY(visit.text(*end.error, "ErrorPath"));
  if (end.cause) failed.failure.cause = TRY(visit.text(*end.cause, "CausePath"));
  return Step{std::move(failed)};
}

}  // namespace spotdrill::asl
