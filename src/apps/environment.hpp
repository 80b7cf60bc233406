// The environment in which AWS clients find a server in place of AWS: those that know endpoint
// variables, and by a proxy those that don't.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "apps/admin_client.hpp"

namespace spotdrill::apps {

struct Environment {
  std::map<std::string, std::string> set;
  std::vector<std::string> unset;  ///< Variables of the user's that would lead elsewhere.
};

/// Writes DATA/aws/config, which the environment names.
/// Errors: one sentence.
Result<Environment, std::string> client_environment(const Found& server);

}  // namespace spotdrill::apps
