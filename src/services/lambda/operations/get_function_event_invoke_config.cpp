#include "services/lambda/event_configs.hpp"
#include "services/lambda/operations.hpp"

namespace spotdrill::lambda {

Result<api::lambda::FunctionEventInvokeConfig> get_function_event_invoke_config(
    Lambda& lambda, const api::lambda::GetFunctionEventInvokeConfigRequest& request) {
  const Named named = TRY(read_name(lambda.place(), request.function_name, request.qualifier));
  return render_event_config(lambda, named, *TRY(find_event_config(lambda, named)));
}

}  // namespace spotdrill::lambda
