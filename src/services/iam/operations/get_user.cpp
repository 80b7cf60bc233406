#include "services/iam/policy_operations.hpp"
#include "services/iam/render.hpp"

namespace spotdrill::iam {

/// Tells who calls, if that is the account's owner: it is the only user that there is.
/// Errors: NoSuchEntity, ValidationError.
/// Source: IAM API Reference, GetUser.
// DEVIATION: AWS leaves out path and name of the root user; here they are "/" and "root". Nobody
// knows when the account was made.
Result<api::iam::GetUserResponse> get_user(Identity& identity,
                                           const api::iam::GetUserRequest& request,
                                           const wire::Context& context) {
  if (request.user_name) return user_not_found(*request.user_name);
  const wire::Credential root = identity.root();
  if (!context.caller_arn.empty() && context.caller_arn != root.arn) return user_name_missing();
  api::iam::GetUserResponse response;
  response.user.path = "/";
  response.user.user_name = "root";
  response.user.user_id = root.user_id;
  response.user.arn = root.arn;
  response.user.create_date = Instant{std::chrono::sys_days{std::chrono::year{2020} / 1 / 1}};
  return response;
}

}  // namespace spotdrill::iam
