#include "services/kms/operations.hpp"
#include "services/kms/requests.hpp"

namespace spotdrill::kms {

Result<api::kms::DeleteAliasResult> delete_alias(Kms& kms,
                                                 const api::kms::DeleteAliasRequest& request) {
  TRY(check_alias_name(request.alias_name));
  if (!kms.erase_alias(request.alias_name)) {
    return refuse(errors::alias_not_found(kms.alias_arn(request.alias_name)));
  }
  return api::kms::DeleteAliasResult{};
}

}  // namespace spotdrill::kms
