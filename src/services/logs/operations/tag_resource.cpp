#include "services/logs/operations.hpp"
#include "services/logs/requests.hpp"

namespace spotdrill::logs {

Result<api::logs::TagResourceResult> tag_resource(Logs& logs,
                                                  const api::logs::TagResourceRequest& request) {
  const GroupRecord* group = TRY(group_of_identifier(logs, request.resource_arn));
  TRY(add_tags(logs, *group, request.tags));
  return api::logs::TagResourceResult{};
}

}  // namespace spotdrill::logs
