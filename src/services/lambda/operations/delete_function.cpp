#include "services/lambda/errors.hpp"
#include "services/lambda/operations.hpp"

namespace spotdrill::lambda {
namespace {

Result<void> delete_version(Lambda& lambda, const std::string& name, const std::string& number) {
  const Function* function = lambda.find(name);
  const Version* version = TRY(lambda.version(*function, number));
  for (const auto& [alias, record] : function->aliases) {
    if (record.version == version->version || record.weights.contains(version->version)) {
      return Refusal<>{{.code = "ResourceConflictException",
                        .message = "Unable to delete version because the following aliases "
                                   "reference it: [" +
                                   alias + "]",
                        .extra = {{"Type", "User"}}}};
    }
  }
  const Code code = version->code;
  std::erase_if(lambda.edit(name).versions,
                [&](const Version& each) { return each.version == number; });
  lambda.drop_code(code);
  return {};
}

}  // namespace

Result<api::lambda::DeleteFunctionResponse> delete_function(
    Lambda& lambda, const api::lambda::DeleteFunctionRequest& request) {
  const Named named = TRY(read_name(lambda.place(), request.function_name, request.qualifier));
  TRY(lambda.function(named));
  constexpr std::int32_t no_content = 204;
  api::lambda::DeleteFunctionResponse response;
  response.status_code = no_content;
  if (named.qualifier.empty()) {
    lambda.erase(named.name);
    return response;
  }
  if (named.qualifier == latest_version) {
    return invalid_value("$LATEST version cannot be deleted without deleting the function.");
  }
  TRY(delete_version(lambda, named.name, named.qualifier));
  return response;
}

}  // namespace spotdrill::lambda
