// What a key of KMS does to bytes: AES-256 in Galois/Counter Mode, bound to an encryption context.
// A ciphertext says which key made it, as KMS's do. Source: KMS Cryptographic Details.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "services/kms/key.hpp"

namespace spotdrill::kms {

using EncryptionContext = std::map<std::string, std::string>;

/// `nonce` has nonce_bytes bytes, never the same twice with one key.
inline constexpr std::size_t nonce_bytes = 12;
std::string seal(const Key& key, std::string_view plaintext, const EncryptionContext& context,
                 std::string_view nonce);

/// The id of the key that made `ciphertext`; nothing when it is none of ours.
std::optional<std::string> sealing_key(std::string_view ciphertext);

/// Nothing when another key or another context made it, or a byte of it was changed.
std::optional<std::string> unseal(const Key& key, std::string_view ciphertext,
                                  const EncryptionContext& context);

}  // namespace spotdrill::kms
