#include "services/lambda/operations.hpp"
#include "services/lambda/render.hpp"

namespace spotdrill::lambda {

Result<api::lambda::ListAliasesResponse> list_aliases(
    Lambda& lambda, const api::lambda::ListAliasesRequest& request) {
  const Named named = TRY(read_name(lambda.place(), request.function_name));
  const Function* function = TRY(lambda.function(named));
  std::vector<api::lambda::AliasConfiguration> all;
  for (const auto& [name, alias] : function->aliases) {
    if (request.function_version.value_or(alias.version) != alias.version) continue;
    all.push_back(render(lambda, *function, alias));
  }
  api::lambda::ListAliasesResponse response;
  TRY(page_of("ListAliases:" + named.name, request, std::move(all), response.aliases,
              response.next_marker));
  return response;
}

}  // namespace spotdrill::lambda
