#include "base/json.hpp"
#include "services/lambda/errors.hpp"
#include "services/lambda/operations.hpp"
#include "services/lambda/settings.hpp"

namespace spotdrill::lambda {
namespace {

/// A service, an account, an ARN or everybody.
json::value principal_of(std::string_view principal) {
  if (principal == "*") return "*";
  json::object named;
  const bool service = principal.ends_with(".amazonaws.com");
  const bool account =
      principal.size() == 12 && principal.find_first_not_of("0123456789") == std::string_view::npos;
  named.emplace(service ? "Service" : "AWS",
                account ? json::string{root_arn(principal)} : json::string{principal});
  return named;
}

json::object statement_of(const api::lambda::AddPermissionRequest& request,
                          const std::string& arn) {
  json::object statement;
  statement.emplace("Sid", request.statement_id);
  statement.emplace("Effect", "Allow");
  statement.emplace("Principal", principal_of(request.principal));
  statement.emplace("Action", request.action);
  statement.emplace("Resource", arn);
  json::object condition;
  const auto add = [&](const char* test, const char* key, const auto& value) {
    if (value) condition[test].emplace_object().emplace(key, *value);
  };
  add("ArnLike", "AWS:SourceArn", request.source_arn);
  add("StringEquals", "AWS:SourceAccount", request.source_account);
  if (request.principal_org_id) add("StringEquals", "aws:PrincipalOrgID", request.principal_org_id);
  if (!condition.empty()) statement.emplace("Condition", std::move(condition));
  return statement;
}

/// "Function resource-based policy: 20 KB". Source: Lambda Developer Guide, "Lambda quotas".
constexpr std::size_t policy_bytes_max = 20'480;

}  // namespace

// DEVIATION: policies are kept and shown; nothing here evaluates them, nor IAM's.
Result<api::lambda::AddPermissionResponse> add_permission(
    Lambda& lambda, const api::lambda::AddPermissionRequest& request) {
  const Named named = TRY(read_name(lambda.place(), request.function_name, request.qualifier));
  const Function* known = TRY(lambda.function(named));
  TRY(lambda.version(*known, named.qualifier));
  if (request.function_url_auth_type) return not_here("function URLs");
  const auto found = known->policies.find(named.qualifier);
  Policy policy = found == known->policies.end() ? Policy{} : found->second;
  if (request.revision_id) TRY(check_revision(request.revision_id, policy.revision));
  std::size_t bytes = 0;
  for (const Statement& each : policy.statements) {
    if (each.id == request.statement_id) return statement_exists(each.id);
    bytes += each.json.size();
  }
  const std::string text =
      to_text(statement_of(request, function_arn(lambda.place(), named.name, named.qualifier)));
  if (bytes + text.size() > policy_bytes_max) {
    return Refusal<>{{.code = "PolicyLengthExceededException",
                      .message = "The final policy size is bigger than the limit (20480)."}};
  }
  policy.statements.push_back({request.statement_id, text});
  policy.revision = lambda.new_id();
  lambda.edit(named.name).policies[named.qualifier] = std::move(policy);
  api::lambda::AddPermissionResponse response;
  response.statement = text;
  return response;
}

}  // namespace spotdrill::lambda
