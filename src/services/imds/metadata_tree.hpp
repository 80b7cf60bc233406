// The tree of instance metadata: which paths an instance has, and what they say. Knows neither HTTP
// nor tokens; signatures and credentials come from outside.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/units.hpp"
#include "engine/world.hpp"
#include "services/ec2/instance.hpp"

namespace spotdrill::imds {

/// Temporary credentials, as the metadata service gives them out.
struct Credentials {
  std::string access_key_id;
  std::string secret_access_key;
  std::string token;
  Instant issued;
  Instant expires;
};

/// The three signatures of an instance identity document.
struct Signatures {
  std::string signature;  ///< Base64 of an RSA signature with SHA-256.
  std::string pkcs7;      ///< PKCS #7 with the document in it, base64 without its header lines.
  std::string rsa2048;    ///< Likewise.
};

/// What the tree takes from other services. Every function must be set.
struct Sources {
  /// Name of the role that an instance's profile has; empty when it has none.
  std::function<std::string(const ec2::Instance&)> role;
  /// Credentials of a role for an instance: the same until they are about to expire ("We make new
  /// credentials available at least five minutes before the expiration of the old credentials").
  /// Nothing when the role is unknown.
  std::function<std::optional<Credentials>(const std::string& role, const std::string& instance_id)>
      credentials;
};

/// Signs a document. Kept out of Sources, since signing is this service's own.
using Sign = std::function<const Signatures&(const std::string& document)>;

/// What one look-up sees.
struct View {
  const ec2::Instance& instance;
  const Place& place;
  const Sources& sources;
  const Sign& sign;
  Instant now;
  std::array<std::string_view, 2> names = {};  ///< What the path's variable parts are, in order.
};

/// A path that is there.
struct Found {
  std::string text;
  bool listing = false;
  bool user_data = false;
};

/// Every version that a path may begin with, oldest first, without `latest`.
std::span<const std::string_view> versions();

/// Looks `path` up: "/latest/meta-data/instance-id". Without a query. Nothing: not there.
/// Source: EC2 User Guide, "Instance metadata categories".
std::optional<Found> look_up(View view, std::string_view path);

}  // namespace spotdrill::imds
