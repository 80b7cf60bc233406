#include "services/lambda/event_configs.hpp"
#include "services/lambda/operations.hpp"

namespace spotdrill::lambda {

Result<api::lambda::DeleteFunctionEventInvokeConfigResult> delete_function_event_invoke_config(
    Lambda& lambda, const api::lambda::DeleteFunctionEventInvokeConfigRequest& request) {
  const Named named = TRY(read_name(lambda.place(), request.function_name, request.qualifier));
  TRY(find_event_config(lambda, named));
  lambda.edit(named.name).event_configs.erase(event_qualifier(named));
  return api::lambda::DeleteFunctionEventInvokeConfigResult{};
}

}  // namespace spotdrill::lambda
