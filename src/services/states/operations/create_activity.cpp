#include "services/states/configuration.hpp"
#include "services/states/errors.hpp"
#include "services/states/operations.hpp"
#include "services/states/tags.hpp"

namespace spotdrill::states {

// "CreateActivity's idempotency check is based on the activity name. If a following request has
// different tags values, Step Functions will ignore these differences." "ActivityAlreadyExists:
// EncryptionConfiguration may not be updated."
Result<api::states::CreateActivityOutput> create_activity(
    States& states, const api::states::CreateActivityInput& request) {
  TRY(check_name(request.name));
  const std::string arn = states.activity_arn(request.name);
  ActivityRecord activity{.name = request.name, .created = states.now()};
  activity.encryption = TRY(read_encryption(request.encryption_configuration));
  activity.tags = TRY(with_tags({}, request.tags, arn));
  api::states::CreateActivityOutput output{.activity_arn = arn, .creation_date = states.now()};
  if (const ActivityRecord* existing = states.activities().find(request.name)) {
    if (existing->encryption != activity.encryption) return activity_already_exists(arn);
    output.creation_date = existing->created;
    return output;
  }
  if (states.activities().all().size() >= activities_max) return activity_limit_exceeded();
  states.activities().put(request.name, std::move(activity));
  return output;
}

}  // namespace spotdrill::states
