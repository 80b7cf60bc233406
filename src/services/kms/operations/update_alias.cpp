#include "services/kms/operations.hpp"
#include "services/kms/requests.hpp"

namespace spotdrill::kms {

Result<api::kms::UpdateAliasResult> update_alias(Kms& kms,
                                                 const api::kms::UpdateAliasRequest& request) {
  TRY(check_alias_name(request.alias_name));
  const auto found = kms.aliases().find(request.alias_name);
  if (found == kms.aliases().end()) {
    return refuse(errors::alias_not_found(kms.alias_arn(request.alias_name)));
  }
  const Key* key = TRY(alias_target(kms, request.target_key_id));
  Alias alias = found->second;
  alias.key_id = key->id;
  alias.updated = kms.now();
  kms.put_alias(std::move(alias));
  return api::kms::UpdateAliasResult{};
}

}  // namespace spotdrill::kms
