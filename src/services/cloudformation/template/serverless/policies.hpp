// The policies of a function's or a state machine's role, in the three forms that SAM takes.
#pragma once

#include <string_view>

#include "services/cloudformation/template/serverless/generated.hpp"

namespace spotdrill::cloudformation {

struct RolePolicies {
  json::array managed;  ///< ARNs.
  json::array own;      ///< Of AWS::IAM::Role's Policies.
};

/// Of `resource`'s Policies; `role`: the id of the role that gets them. Errors: what is no policy,
/// and policy templates that are not here.
Result<RolePolicies, ServerlessMistake> read_policies(const ServerlessResource& resource,
                                                      std::string_view role);

}  // namespace spotdrill::cloudformation
