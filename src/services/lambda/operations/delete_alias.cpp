#include "services/lambda/operations.hpp"

namespace spotdrill::lambda {

/// One that is not there is deleted already.
Result<api::lambda::DeleteAliasResult> delete_alias(
    Lambda& lambda, const api::lambda::DeleteAliasRequest& request) {
  const Named named = TRY(read_name(lambda.place(), request.function_name));
  TRY(lambda.function(named));
  lambda.edit(named.name).aliases.erase(request.name);
  return api::lambda::DeleteAliasResult{};
}

}  // namespace spotdrill::lambda
