#include "services/secretsmanager/operations.hpp"
#include "services/secretsmanager/requests.hpp"

namespace spotdrill::secretsmanager {

Result<api::secretsmanager::TagResourceResult> tag_resource(
    SecretsManager& secrets, const api::secretsmanager::TagResourceRequest& request) {
  const Secret* secret = TRY(secrets.find_usable(request.secret_id));
  auto tags = TRY(with_tags(secret->tags, request.tags));
  secrets.edit(secret->name).tags = std::move(tags);
  return api::secretsmanager::TagResourceResult{};
}

}  // namespace spotdrill::secretsmanager
