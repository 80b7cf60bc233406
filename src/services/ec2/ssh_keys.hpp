// Key pairs as SSH has them: made, read, and their fingerprints as EC2 computes them. Where they
// are kept is the catalogue's matter.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace spotdrill::ec2 {

struct SshKey {
  std::string type;         ///< "rsa", "ed25519".
  std::string fingerprint;  ///< As DescribeKeyPairs shows it.
  std::string public_key;   ///< "ssh-rsa AAAA…", without a comment.
  std::string private_key;  ///< PEM; "" of a key that was read.
};

/// A new key pair. `type` is "rsa" (2048 bits) or "ed25519".
SshKey make_ssh_key(std::string_view type);

/// Reads a public key in OpenSSH's form; nothing when it is none of a type that EC2 takes.
std::optional<SshKey> read_ssh_key(std::string_view text);

}  // namespace spotdrill::ec2
