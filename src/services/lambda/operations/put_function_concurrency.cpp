#include "services/lambda/operations.hpp"

namespace spotdrill::lambda {

Result<api::lambda::Concurrency> put_function_concurrency(
    Lambda& lambda, const api::lambda::PutFunctionConcurrencyRequest& request) {
  const Named named = TRY(read_name(lambda.place(), request.function_name));
  TRY(lambda.function(named));
  lambda.edit(named.name).reserved_concurrency = request.reserved_concurrent_executions;
  api::lambda::Concurrency response;
  response.reserved_concurrent_executions = request.reserved_concurrent_executions;
  return response;
}

}  // namespace spotdrill::lambda
