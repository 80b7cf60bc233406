// The environment in which AWS clients find a server in place of AWS: those that know endpoint
// variables, and by a proxy those that don't.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "apps/admin_client.hpp"

namespace spotdrill::apps {

struct Environment {
  std::map<std::string, std::string> set;
  std::vector<std::string> unset;  ///< Variables of the user's that would lead elsewhere.
};

/// The time that commands live in.
enum class Time : std::uint8_t { Real, Drill };

/// With Time::Drill a server whose drill time does not run at the real rate has its clock
/// preloaded, so that `date`, a waiter's pauses and the time of a query are those of its instances.
/// Writes DATA/aws/config, which the environment names.
/// Errors: one sentence.
Result<Environment, std::string> client_environment(const Found& server, Time time);

/// The names of the variables that it sets.
std::vector<std::string> client_variables();

}  // namespace spotdrill::apps
