#include "services/lambda/operations.hpp"
#include "services/lambda/render.hpp"
#include "services/lambda/settings.hpp"

namespace spotdrill::lambda {

Result<api::lambda::FunctionConfiguration> update_function_configuration(
    Lambda& lambda, const api::lambda::UpdateFunctionConfigurationRequest& request) {
  const Named named = TRY(read_name(lambda.place(), request.function_name));
  const Function* known = TRY(lambda.function(named));
  TRY(check_revision(request.revision_id, known->latest.revision));
  TRY(check_served(request));
  Version changed = known->latest;
  TRY(apply_settings(changed, request));
  if (request.role) changed.role = *request.role;
  changed.revision = lambda.new_id();
  changed.modified = lambda.now();
  Function& function = lambda.edit(named.name);
  function.latest = changed;
  lambda.environments().retire(named.name);
  return render(lambda, function, function.latest, false);
}

}  // namespace spotdrill::lambda
