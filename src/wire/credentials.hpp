// Who signs requests: what SigV4 verification asks for. Not where keys are kept (services/iam).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/units.hpp"

namespace spotdrill::wire {

/// An access key, and whose it is.
struct Credential {
  std::string access_key_id;
  std::string secret_access_key;
  std::string session_token;       ///< Empty for a long-term key.
  std::string account;             ///< Twelve digits.
  std::string arn;                 ///< "arn:aws:sts::123456789012:assumed-role/R/i-…".
  std::string user_id;             ///< As STS gives it.
  std::optional<Instant> expires;  ///< Nothing for a long-term key.
};

class CredentialSource {
 public:
  virtual ~CredentialSource() = default;

  /// The key called `access_key_id`. One that expired a short while ago is still found, so that
  /// its user is told that it expired.
  [[nodiscard]] virtual std::optional<Credential> find(std::string_view access_key_id) const = 0;
};

}  // namespace spotdrill::wire
