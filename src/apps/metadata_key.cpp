#include "apps/metadata_key.hpp"

#include <fmt/format.h>
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

}  // namespace spotdrill::apps
