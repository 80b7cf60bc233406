// Signature Version 4, the client's half: signs what is sent. wire/sigv4.hpp verifies; the two are
// apart because a client must not see the server, and each is the other's test.
#pragma once

#include <string>
#include <string_view>

#include "base/units.hpp"
#include "protocol/http_message.hpp"

namespace spotdrill::client {

struct Credentials {
  std::string access_key_id;
  std::string secret_access_key;
  std::string session_token;  ///< Empty for a long-term key.
};

/// Adds X-Amz-Date, X-Amz-Security-Token and Authorization. `request` has its Host header already.
/// Source: IAM User Guide, "Create a signed AWS API request".
void sign(protocol::HttpRequest& request, const Credentials& credentials, std::string_view region,
          std::string_view signing_name, Instant now);

}  // namespace spotdrill::client
