#include "services/kms/operations.hpp"
#include "services/kms/requests.hpp"

namespace spotdrill::kms {

Result<api::kms::CreateAliasResult> create_alias(Kms& kms,
                                                 const api::kms::CreateAliasRequest& request) {
  TRY(check_alias_name(request.alias_name));
  if (kms.aliases().contains(request.alias_name)) {
    return refuse(errors::alias_exists(kms.alias_arn(request.alias_name)));
  }
  const Key* key = TRY(alias_target(kms, request.target_key_id));
  kms.put_alias(
      {.name = request.alias_name, .key_id = key->id, .created = kms.now(), .updated = kms.now()});
  return api::kms::CreateAliasResult{};
}

}  // namespace spotdrill::kms
