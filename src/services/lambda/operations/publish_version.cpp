#include "services/lambda/errors.hpp"
#include "services/lambda/operations.hpp"
#include "services/lambda/render.hpp"
#include "services/lambda/settings.hpp"

namespace spotdrill::lambda {

Result<api::lambda::FunctionConfiguration> publish_version(
    Lambda& lambda, const api::lambda::PublishVersionRequest& request) {
  const Named named = TRY(read_name(lambda.place(), request.function_name));
  const Function* known = TRY(lambda.function(named));
  TRY(check_revision(request.revision_id, known->latest.revision));
  if (request.code_sha256.value_or(known->latest.code.sha256) != known->latest.code.sha256) {
    return other_code(*request.code_sha256);
  }
  if (request.publish_to) return not_here("$LATEST.PUBLISHED");
  Function& function = lambda.edit(named.name);
  const Version version = TRY(publish(lambda, function, request.description));
  return render(lambda, function, version, true);
}

}  // namespace spotdrill::lambda
