#include "services/lambda/operations.hpp"
#include "services/lambda/render.hpp"

namespace spotdrill::lambda {

// DEVIATION: Code has no Location: there is nowhere to download it from.
Result<api::lambda::GetFunctionResponse> get_function(
    Lambda& lambda, const api::lambda::GetFunctionRequest& request) {
  const Named named = TRY(read_name(lambda.place(), request.function_name, request.qualifier));
  const Function* function = TRY(lambda.function(named));
  const Version* version = TRY(lambda.version(*function, named.qualifier));
  api::lambda::GetFunctionResponse response;
  response.configuration = render(lambda, *function, *version, !named.qualifier.empty());
  response.code.emplace().repository_type = "S3";
  response.tags = function->tags;
  if (function->reserved_concurrency) {
    response.concurrency.emplace().reserved_concurrent_executions = function->reserved_concurrency;
  }
  return response;
}

}  // namespace spotdrill::lambda
