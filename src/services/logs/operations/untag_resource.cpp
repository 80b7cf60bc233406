#include "services/logs/operations.hpp"
#include "services/logs/requests.hpp"

namespace spotdrill::logs {

Result<api::logs::UntagResourceResult> untag_resource(
    Logs& logs, const api::logs::UntagResourceRequest& request) {
  const GroupRecord* group = TRY(group_of_identifier(logs, request.resource_arn));
  GroupRecord& edited = logs.edit_group(group->name);
  for (const std::string& key : request.tag_keys) edited.tags.erase(key);
  return api::logs::UntagResourceResult{};
}

}  // namespace spotdrill::logs
