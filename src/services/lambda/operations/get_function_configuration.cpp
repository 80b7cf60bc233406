#include "services/lambda/operations.hpp"
#include "services/lambda/render.hpp"

namespace spotdrill::lambda {

Result<api::lambda::FunctionConfiguration> get_function_configuration(
    Lambda& lambda, const api::lambda::GetFunctionConfigurationRequest& request) {
  const Named named = TRY(read_name(lambda.place(), request.function_name, request.qualifier));
  const Function* function = TRY(lambda.function(named));
  const Version* version = TRY(lambda.version(*function, named.qualifier));
  return render(lambda, *function, *version, !named.qualifier.empty());
}

}  // namespace spotdrill::lambda
