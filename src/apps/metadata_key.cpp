#include "apps/metadata_key.hpp"

#include "base/openssl.hpp"

namespace spotdrill::apps {
namespace {

/// 128 bits of the code: nobody guesses them.
constexpr std::size_t key_bytes = 16;

}  // namespace

std::string metadata_key(std::string_view admin_token, std::string_view instance_id) {
  if (admin_token.empty()) return {};
  const std::string text = "metadata of " + std::string{instance_id};
  return hex_digits(hmac(EVP_sha256(), admin_token, text).substr(0, key_bytes));
}

}  // namespace spotdrill::apps
