#include "services/states/operations.hpp"

namespace spotdrill::states {

Result<api::states::DeleteActivityOutput> delete_activity(
    States& states, const api::states::DeleteActivityInput& request) {
  const ResourceArn arn = TRY(read_arn(request.activity_arn, states.place(), "activity"));
  if (!arn.foreign) states.activities().erase(arn.name);
  return api::states::DeleteActivityOutput{};
}

}  // namespace spotdrill::states
