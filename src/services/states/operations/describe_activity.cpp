#include "services/states/configuration.hpp"
#include "services/states/errors.hpp"
#include "services/states/operations.hpp"

namespace spotdrill::states {

Result<api::states::DescribeActivityOutput> describe_activity(
    States& states, const api::states::DescribeActivityInput& request) {
  const ResourceArn arn = TRY(read_arn(request.activity_arn, states.place(), "activity"));
  const ActivityRecord* activity = arn.foreign ? nullptr : states.activities().find(arn.name);
  if (activity == nullptr) return activity_does_not_exist(request.activity_arn);
  return api::states::DescribeActivityOutput{
      .activity_arn = states.activity_arn(activity->name),
      .name = activity->name,
      .creation_date = activity->created,
      .encryption_configuration = render_encryption(activity->encryption)};
}

}  // namespace spotdrill::states
