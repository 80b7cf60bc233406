#include "apps/metadata_key.hpp"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

namespace spotdrill::apps {
namespace {

/// 128 bits of the code: nobody guesses them.
constexpr std::size_t key_bytes = 16;

}  // namespace

std::string metadata_key(std::string_view admin_token, std::string_view instance_id) {
  if (admin_token.empty()) return {};
  const std::string text = "metadata of " + std::string{instance_id};
  std::array<unsigned char, EVP_MAX_MD_SIZE> code{};
  unsigned int size = 0;
  HMAC(EVP_sha256(), admin_token.data(), static_cast<int>(admin_token.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), code.data(), &size);
  std::string key;
  for (std::size_t index = 0; index < key_bytes; ++index) key += fmt::format("{:02x}", code[index]);
  return key;
}

bool same_secret(std::string_view given, std::string_view expected) {
  return given.size() == expected.size() &&
         CRYPTO_memcmp(given.data(), expected.data(), expected.size()) == 0;
}

}  // namespace spotdrill::apps
