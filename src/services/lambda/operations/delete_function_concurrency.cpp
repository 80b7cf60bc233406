#include "services/lambda/operations.hpp"

namespace spotdrill::lambda {

Result<api::lambda::DeleteFunctionConcurrencyResult> delete_function_concurrency(
    Lambda& lambda, const api::lambda::DeleteFunctionConcurrencyRequest& request) {
  const Named named = TRY(read_name(lambda.place(), request.function_name));
  TRY(lambda.function(named));
  lambda.edit(named.name).reserved_concurrency.reset();
  return api::lambda::DeleteFunctionConcurrencyResult{};
}

}  // namespace spotdrill::lambda
