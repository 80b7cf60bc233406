#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>

#include "asl/intrinsics/arguments.hpp"
#include "asl/intrinsics/functions.hpp"
#include "asl/payload.hpp"

namespace spotdrill::asl::intrinsics {
namespace {

struct HashAlgorithm {
  std::string_view name;
  const EVP_MD* (*implementation)();
};

constexpr std::array hash_algorithms = {
    HashAlgorithm{"MD5", EVP_md5},        HashAlgorithm{"SHA-1", EVP_sha1},
    HashAlgorithm{"SHA-256", EVP_sha256}, HashAlgorithm{"SHA-384", EVP_sha384},
    HashAlgorithm{"SHA-512", EVP_sha512},
};

}  // namespace

/// Lower-case hexadecimal; what is no string is hashed as its JSON text.
Outcome hash(const Invocation& invocation) {
  const json::value& argument = *invocation.arguments[0];
  const std::string data =
      argument.is_string() ? std::string{argument.get_string()} : write_json(argument);
  TRY(check_length(data));
  const std::string_view name = TRY(string_argument(invocation, 1));
  for (const HashAlgorithm& algorithm : hash_algorithms) {
    if (algorithm.name != name) continue;
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    if (EVP_Digest(data.data(), data.size(), digest.data(), &size, algorithm.implementation(),
                   nullptr) != 1) {
      return refuse(fmt::format("The algorithm {} is not available", name));
    }
    std::string text;
    for (unsigned int i = 0; i < size; ++i) text += fmt::format("{:02x}", digest.at(i));
    return json::value(text);
  }
  return refuse(
      fmt::format("The algorithm '{}' is not one of MD5, SHA-1, SHA-256, SHA-384, SHA-512", name));
}

}  // namespace spotdrill::asl::intrinsics
