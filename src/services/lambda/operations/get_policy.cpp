#include "services/lambda/errors.hpp"
#include "services/lambda/operations.hpp"

namespace spotdrill::lambda {

Result<api::lambda::GetPolicyResponse> get_policy(Lambda& lambda,
                                                  const api::lambda::GetPolicyRequest& request) {
  const Named named = TRY(read_name(lambda.place(), request.function_name, request.qualifier));
  const Function* function = TRY(lambda.function(named));
  const auto found = function->policies.find(named.qualifier);
  if (found == function->policies.end()) return resource_not_found();
  std::string text = R"({"Version":"2012-10-17","Id":"default","Statement":[)";
  for (const Statement& statement : found->second.statements) {
    if (text.back() != '[') text += ',';
    text += statement.json;
  }
  api::lambda::GetPolicyResponse response;
  response.policy = text + "]}";
  response.revision_id = found->second.revision;
  return response;
}

}  // namespace spotdrill::lambda
