// A server in the background: what `exec` starts when none runs, and `stop` ends.
#pragma once

#include <string>

#include "apps/admin_client.hpp"

namespace spotdrill::apps {

/// The user's running server, or one started in the background, which stays. Says so on standard
/// error. Errors: one sentence, with the log's name.
Result<Found, std::string> find_or_start_server(const Target& target);

}  // namespace spotdrill::apps
