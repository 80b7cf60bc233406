#include "services/states/operations.hpp"
#include "services/states/paging.hpp"

namespace spotdrill::states {

Result<api::states::ListActivitiesOutput> list_activities(
    States& states, const api::states::ListActivitiesInput& request) {
  std::vector<api::states::ActivityListItem> all;
  for (const auto& [name, activity] : states.activities().all()) {
    all.push_back({.activity_arn = states.activity_arn(name),
                   .name = name,
                   .creation_date = activity.created});
  }
  api::states::ListActivitiesOutput output;
  TRY(paginate(request, "ListActivities", std::move(all), output.activities, output.next_token));
  return output;
}

}  // namespace spotdrill::states
