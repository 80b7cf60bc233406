// Signs instance identity documents. The key is this installation's own, since only AWS has AWS's.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "services/imds/metadata_tree.hpp"

namespace spotdrill {
class Store;
}

namespace spotdrill::imds {

// DEVIATION: AWS signs `signature` with RSA-1024 and `pkcs7` with DSA, each with a key of the
// region. Here one RSA-2048 key made at the first use signs all three, always with SHA-256.
class IdentitySigner {
 public:
  /// The key is read from `store` or made when it is first needed. `store` outlives the signer.
  explicit IdentitySigner(Store& store);
  ~IdentitySigner();
  IdentitySigner(const IdentitySigner&) = delete;
  IdentitySigner& operator=(const IdentitySigner&) = delete;

  /// The signatures of `document`. The reference is good until the next call.
  const Signatures& sign(const std::string& document);

  /// The certificate that verifies them, as PEM.
  std::string certificate();

 private:
  struct Keys;

  Keys& keys();

  Store& store_;
  std::unique_ptr<Keys> keys_;
  std::map<std::string, Signatures> signed_;
};

}  // namespace spotdrill::imds
