#include "services/lambda/operations.hpp"

#include <fmt/format.h>

#include "services/lambda/errors.hpp"
#include "services/lambda/render.hpp"
#include "services/lambda/settings.hpp"

namespace spotdrill::lambda {
namespace {

Result<void> check_new(const Lambda& lambda, const api::lambda::CreateFunctionRequest& request,
                       const std::string& name) {
  if (request.package_type.value_or("Zip") != "Zip") {
    return not_here("functions from container images");
  }
  if (request.code_signing_config_arn) return not_here("code signing");
  if (request.tenancy_config) return not_here("tenants");
  TRY(check_served(request));
  TRY(check_architectures(request.architectures));
  if (!request.runtime || !request.handler) {
    return invalid_value(
        "Runtime and Handler are mandatory parameters for functions created with deployment "
        "packages.");
  }
  if (lambda.find(name) != nullptr) return function_exists(name);
  if (lambda.functions().size() >= functions_max) {
    return invalid_value(fmt::format("spotdrill keeps {} functions of a region.", functions_max));
  }
  return {};
}

}  // namespace

Result<api::lambda::FunctionConfiguration> create_function(
    Lambda& lambda, const api::lambda::CreateFunctionRequest& request) {
  const Named named = TRY(read_name(lambda.place(), request.function_name));
  TRY(check_new(lambda, request, named.name));
  Function function;
  function.name = named.name;
  function.tags = request.tags;
  Version& latest = function.latest;
  latest.version = latest_version;
  latest.role = request.role;
  latest.architectures = request.architectures;
  if (latest.architectures.empty()) latest.architectures = {"x86_64"};
  TRY(apply_settings(latest, request));
  latest.code =
      TRY(keep_code(lambda, request.code.zip_file, request.code.s3_bucket, request.code.s3_key,
                    request.code.s3_object_version, request.code.image_uri));
  latest.revision = lambda.new_id();
  latest.modified = lambda.now();
  Version shown = latest;
  if (request.publish.value_or(false)) shown = TRY(publish(lambda, function, std::nullopt));
  lambda.put(function);
  return render(lambda, function, shown, shown.version != latest_version);
}

}  // namespace spotdrill::lambda
