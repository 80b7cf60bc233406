#include "services/secretsmanager/operations.hpp"
#include "services/secretsmanager/requests.hpp"
#include "services/secretsmanager/versions.hpp"

namespace spotdrill::secretsmanager {

Result<api::secretsmanager::UpdateSecretVersionStageResponse> update_secret_version_stage(
    SecretsManager& secrets, const api::secretsmanager::UpdateSecretVersionStageRequest& request) {
  const Secret* secret = TRY(secrets.find_usable(request.secret_id));
  const auto& from = request.remove_from_version_id;
  const auto& to = request.move_to_version_id;
  for (const auto* id : {&from, &to}) {
    if (*id && find_version(*secret, **id) == nullptr) return no_such_version(**id);
  }
  // "If the label is attached to a version and you either do not specify this parameter, or the
  // version ID does not match, then the operation fails."
  const Version* holder = version_with_stage(*secret, request.version_stage);
  if (from && (holder == nullptr || holder->id != *from)) {
    return stage_is_not_there(request.version_stage);
  }
  if (!from && holder != nullptr && to != holder->id) {
    return stage_is_elsewhere(request.version_stage, holder->id);
  }
  if (!to && request.version_stage == current_stage) return current_must_be_somewhere();
  Secret changed = *secret;
  move_stage(changed, request.version_stage, to);
  TRY(check_stages(changed));
  secrets.edit(secret->name).versions = std::move(changed.versions);
  return named_reply<api::secretsmanager::UpdateSecretVersionStageResponse>(*secret);
}

}  // namespace spotdrill::secretsmanager
