// Session tokens of IMDSv2. A token says for itself which instance it belongs to and until when, so
// that none is kept: any number can be asked for, and all survive a restart of the daemon.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/units.hpp"
#include "engine/random.hpp"

namespace spotdrill {
class Store;
}

namespace spotdrill::imds {

/// Source: EC2 User Guide, "Use the Instance Metadata Service": "a minimum of one second and a
/// maximum of six hours".
inline constexpr Duration token_ttl_min = 1s;
inline constexpr Duration token_ttl_max = 6h;

/// AWS's tokens have 56 characters too.
inline constexpr std::size_t token_length = 56;

/// Reads the value of X-aws-ec2-metadata-token-ttl-seconds: nothing if it is no whole number of
/// seconds from 1 to 21600.
std::optional<Duration> parse_token_ttl(std::string_view text);

class TokenAuthority {
 public:
  /// Takes its key from `store`, or makes one and puts it there. Both outlive the authority.
  TokenAuthority(Store& store, Random& random);

  /// Makes a new key, and puts it into the store: every token is void.
  void renew_key();

  /// A new token for `instance_id`.
  std::string issue(std::string_view instance_id, Instant now, Duration ttl);

  /// How long `token` is still good for `instance_id`; nothing when it is not, or not any more.
  [[nodiscard]] std::optional<Duration> remaining(std::string_view token,
                                                  std::string_view instance_id, Instant now) const;

 private:
  [[nodiscard]] std::string seal(std::string_view claims, std::string_view instance_id) const;

  Store& store_;
  Random& random_;
  std::string key_;
};

}  // namespace spotdrill::imds
