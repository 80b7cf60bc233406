// OpenSSL's objects in the manner of this code: owned, and as strings.
#pragma once

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <memory>
#include <string>
#include <string_view>

#include "base/assert.hpp"

namespace spotdrill {

/// Deletes an object by the function that OpenSSL has for its kind.
template <auto Free>
struct OpensslFree {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};

using Bio = std::unique_ptr<BIO, OpensslFree<BIO_free_all>>;

/// What has been written into `bio`, which is in memory.
inline std::string bio_text(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(size)};
}

/// The digest's bytes.
inline std::string evp_digest(const EVP_MD* algorithm, std::string_view bytes) {
  std::string made(static_cast<std::size_t>(EVP_MD_get_size(algorithm)), '\0');
  unsigned size = 0;
  const int done =
      EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(made.data()), &size,
                 algorithm, nullptr);
  ASSERT(done == 1);
  return made;
}

/// A digest of bytes that come piece by piece.
class RunningDigest {
 public:
  explicit RunningDigest(const EVP_MD* algorithm) : context_(EVP_MD_CTX_new()) {
    ASSERT(context_ != nullptr && EVP_DigestInit_ex(context_.get(), algorithm, nullptr) == 1);
  }
  void add(std::string_view bytes) {
    ASSERT(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
  }
  /// Of what has come so far: more may follow.
  [[nodiscard]] std::string value() const {
    const std::unique_ptr<EVP_MD_CTX, OpensslFree<EVP_MD_CTX_free>> copy{EVP_MD_CTX_new()};
    ASSERT(copy != nullptr && EVP_MD_CTX_copy_ex(copy.get(), context_.get()) == 1);
    std::string made(static_cast<std::size_t>(EVP_MD_CTX_get_size(copy.get())), '\0');
    auto* bytes = reinterpret_cast<unsigned char*>(made.data());
    ASSERT(EVP_DigestFinal_ex(copy.get(), bytes, nullptr) == 1);
    return made;
  }

 private:
  std::unique_ptr<EVP_MD_CTX, OpensslFree<EVP_MD_CTX_free>> context_;
};

/// The message authentication code's bytes.
inline std::string hmac(const EVP_MD* algorithm, std::string_view key, std::string_view text) {
  std::string made(static_cast<std::size_t>(EVP_MD_get_size(algorithm)), '\0');
  const auto* done = HMAC(algorithm, key.data(), static_cast<int>(key.size()),
                          reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                          reinterpret_cast<unsigned char*>(made.data()), nullptr);
  ASSERT(done != nullptr);
  return made;
}

/// Compares in a time that does not depend on where the two differ.
inline bool same_secret(std::string_view given, std::string_view expected) {
  return given.size() == expected.size() &&
         CRYPTO_memcmp(given.data(), expected.data(), expected.size()) == 0;
}

/// "00ff": two digits for each byte.
inline std::string hex_digits(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += digits[byte >> 4U];
    text += digits[byte & 15U];
  }
  return text;
}

/// The SHA-256 of `bytes` in hexadecimal digits.
inline std::string sha256_hex(std::string_view bytes) {
  return hex_digits(evp_digest(EVP_sha256(), bytes));
}

}  // namespace spotdrill
