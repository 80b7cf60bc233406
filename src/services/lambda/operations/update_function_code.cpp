#include "services/lambda/operations.hpp"
#include "services/lambda/render.hpp"
#include "services/lambda/settings.hpp"

namespace spotdrill::lambda {

Result<api::lambda::FunctionConfiguration> update_function_code(
    Lambda& lambda, const api::lambda::UpdateFunctionCodeRequest& request) {
  const Named named = TRY(read_name(lambda.place(), request.function_name));
  const Function* known = TRY(lambda.function(named));
  TRY(check_revision(request.revision_id, known->latest.revision));
  TRY(check_architectures(request.architectures));
  const Code code = TRY(keep_code(lambda, request.zip_file, request.s3_bucket, request.s3_key,
                                  request.s3_object_version, request.image_uri));
  Function changed = *known;
  const Code before = changed.latest.code;
  changed.latest.code = code;
  if (!request.architectures.empty()) changed.latest.architectures = request.architectures;
  changed.latest.revision = lambda.new_id();
  changed.latest.modified = lambda.now();
  if (request.dry_run.value_or(false)) {
    lambda.drop_code(code);
    return render(lambda, changed, changed.latest, false);
  }
  Version shown = changed.latest;
  if (request.publish.value_or(false)) {
    const auto published = publish(lambda, changed, std::nullopt);
    if (!published.has_value()) lambda.drop_code(code);
    shown = TRY(published);
  }
  lambda.put(changed);
  lambda.environments().retire(named.name);
  lambda.drop_code(before);
  return render(lambda, changed, shown, shown.version != latest_version);
}

}  // namespace spotdrill::lambda
