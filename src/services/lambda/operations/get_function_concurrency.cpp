#include "services/lambda/operations.hpp"

namespace spotdrill::lambda {

Result<api::lambda::GetFunctionConcurrencyResponse> get_function_concurrency(
    Lambda& lambda, const api::lambda::GetFunctionConcurrencyRequest& request) {
  const Named named = TRY(read_name(lambda.place(), request.function_name));
  api::lambda::GetFunctionConcurrencyResponse response;
  response.reserved_concurrent_executions = TRY(lambda.function(named))->reserved_concurrency;
  return response;
}

}  // namespace spotdrill::lambda
