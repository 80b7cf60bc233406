#include "services/secretsmanager/operations.hpp"
#include "services/secretsmanager/requests.hpp"

namespace spotdrill::secretsmanager {

Result<api::secretsmanager::UntagResourceResult> untag_resource(
    SecretsManager& secrets, const api::secretsmanager::UntagResourceRequest& request) {
  Secret& secret = secrets.edit(TRY(secrets.find_usable(request.secret_id))->name);
  for (const std::string& key : request.tag_keys) secret.tags.erase(key);
  return api::secretsmanager::UntagResourceResult{};
}

}  // namespace spotdrill::secretsmanager
