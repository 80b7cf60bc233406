#include "services/lambda/aliases.hpp"
#include "services/lambda/operations.hpp"
#include "services/lambda/render.hpp"
#include "services/lambda/settings.hpp"

namespace spotdrill::lambda {

Result<api::lambda::AliasConfiguration> update_alias(
    Lambda& lambda, const api::lambda::UpdateAliasRequest& request) {
  const Named named = TRY(read_name(lambda.place(), request.function_name));
  const Function* known = TRY(lambda.function(named));
  Alias alias = *TRY(lambda.alias(*known, request.name));
  TRY(check_revision(request.revision_id, alias.revision));
  TRY(apply_alias(lambda, *known, alias, request.function_version, request));
  Function& function = lambda.edit(named.name);
  function.aliases[alias.name] = alias;
  return render(lambda, function, alias);
}

}  // namespace spotdrill::lambda
