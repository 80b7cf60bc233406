#include "services/lambda/operations.hpp"
#include "services/lambda/render.hpp"

namespace spotdrill::lambda {

Result<api::lambda::AliasConfiguration> get_alias(Lambda& lambda,
                                                  const api::lambda::GetAliasRequest& request) {
  const Named named = TRY(read_name(lambda.place(), request.function_name));
  const Function* function = TRY(lambda.function(named));
  return render(lambda, *function, *TRY(lambda.alias(*function, request.name)));
}

}  // namespace spotdrill::lambda
