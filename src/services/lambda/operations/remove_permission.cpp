#include "services/lambda/errors.hpp"
#include "services/lambda/operations.hpp"
#include "services/lambda/settings.hpp"

namespace spotdrill::lambda {

Result<api::lambda::RemovePermissionResult> remove_permission(
    Lambda& lambda, const api::lambda::RemovePermissionRequest& request) {
  const Named named = TRY(read_name(lambda.place(), request.function_name, request.qualifier));
  const Function* known = TRY(lambda.function(named));
  const auto found = known->policies.find(named.qualifier);
  if (found == known->policies.end()) return no_statement(request.statement_id);
  Policy policy = found->second;
  if (request.revision_id) TRY(check_revision(request.revision_id, policy.revision));
  const auto erased = std::erase_if(policy.statements, [&](const Statement& statement) {
    return statement.id == request.statement_id;
  });
  if (erased == 0) return no_statement(request.statement_id);
  policy.revision = lambda.new_id();
  auto& policies = lambda.edit(named.name).policies;
  if (policy.statements.empty()) {
    policies.erase(named.qualifier);
  } else {
    policies[named.qualifier] = std::move(policy);
  }
  return api::lambda::RemovePermissionResult{};
}

}  // namespace spotdrill::lambda
