#include "services/lambda/aliases.hpp"
#include "services/lambda/operations.hpp"
#include "services/lambda/render.hpp"

namespace spotdrill::lambda {

Result<api::lambda::AliasConfiguration> create_alias(
    Lambda& lambda, const api::lambda::CreateAliasRequest& request) {
  const Named named = TRY(read_name(lambda.place(), request.function_name));
  const Function* known = TRY(lambda.function(named));
  if (known->aliases.contains(request.name)) {
    return alias_exists(function_arn(lambda.place(), named.name, request.name));
  }
  if (known->aliases.size() >= aliases_max) return not_here("more aliases of a function than 200");
  Alias alias;
  alias.name = request.name;
  TRY(apply_alias(lambda, *known, alias, request.function_version, request));
  Function& function = lambda.edit(named.name);
  function.aliases[alias.name] = alias;
  return render(lambda, function, alias);
}

}  // namespace spotdrill::lambda
