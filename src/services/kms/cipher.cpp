#include "services/kms/cipher.hpp"

#include <openssl/evp.h>

#include <memory>

#include "base/assert.hpp"
#include "base/base64.hpp"
#include "base/openssl.hpp"

namespace spotdrill::kms {
namespace {

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, OpensslFree<EVP_CIPHER_CTX_free>>;

// A ciphertext: this, the key's id, the nonce, the encrypted bytes, the tag.
constexpr std::string_view magic = "\x01sdk";
constexpr std::size_t id_bytes = 36;
constexpr std::size_t tag_bytes = 16;
constexpr std::size_t head_bytes = magic.size() + id_bytes + nonce_bytes;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

int length_of(std::string_view text) {
  return static_cast<int>(text.size());
}

/// Lengths before texts: no two contexts give the same bytes.
std::string authenticated(std::string_view head, const EncryptionContext& context) {
  std::string text{head};
  for (const auto& [name, value] : context) {
    text += std::to_string(name.size()) + ":" + name;
    text += std::to_string(value.size()) + ":" + value;
  }
  return text;
}

/// Ready to take the bytes themselves.
Cipher begin(const Key& key, std::string_view head, const EncryptionContext& context,
             bool sealing) {
  Cipher cipher{EVP_CIPHER_CTX_new()};
  const std::optional<std::string> material = base64_decode(key.material);
  ASSERT(cipher != nullptr && material.has_value());
  const std::string_view nonce = head.substr(magic.size() + id_bytes);
  const int begun = EVP_CipherInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes_of(*material),
                                      bytes_of(nonce), sealing ? 1 : 0);
  const std::string bound = authenticated(head, context);
  int taken = 0;
  const int told =
      EVP_CipherUpdate(cipher.get(), nullptr, &taken, bytes_of(bound), length_of(bound));
  ASSERT(begun == 1 && told == 1);
  return cipher;
}

std::string pass(EVP_CIPHER_CTX* cipher, std::string_view bytes) {
  std::string made(bytes.size(), '\0');
  int size = 0;
  const int done = EVP_CipherUpdate(cipher, reinterpret_cast<unsigned char*>(made.data()), &size,
                                    bytes_of(bytes), length_of(bytes));
  ASSERT(done == 1);
  return made;
}

}  // namespace

std::string seal(const Key& key, std::string_view plaintext, const EncryptionContext& context,
                 std::string_view nonce) {
  ASSERT(nonce.size() == nonce_bytes && key.id.size() == id_bytes);
  const std::string head = std::string{magic}.append(key.id).append(nonce);
  const Cipher cipher = begin(key, head, context, true);
  std::string sealed = pass(cipher.get(), plaintext);
  std::string tag(tag_bytes, '\0');
  int size = 0;
  const int ended = EVP_CipherFinal_ex(cipher.get(), nullptr, &size);
  const int tagged = EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, tag_bytes, tag.data());
  ASSERT(ended == 1 && tagged == 1);
  return head + sealed + tag;
}

std::optional<std::string> sealing_key(std::string_view ciphertext) {
  if (ciphertext.size() < head_bytes + tag_bytes) return std::nullopt;
  if (!ciphertext.starts_with(magic)) return std::nullopt;
  return std::string{ciphertext.substr(magic.size(), id_bytes)};
}

std::optional<std::string> unseal(const Key& key, std::string_view ciphertext,
                                  const EncryptionContext& context) {
  if (sealing_key(ciphertext) != key.id) return std::nullopt;
  const std::string_view head = ciphertext.substr(0, head_bytes);
  std::string tag{ciphertext.substr(ciphertext.size() - tag_bytes)};
  ciphertext.remove_prefix(head_bytes);
  ciphertext.remove_suffix(tag_bytes);
  const Cipher cipher = begin(key, head, context, false);
  std::string plaintext = pass(cipher.get(), ciphertext);
  EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, tag_bytes, tag.data());
  int size = 0;
  if (EVP_CipherFinal_ex(cipher.get(), nullptr, &size) != 1) return std::nullopt;
  return plaintext;
}

}  // namespace spotdrill::kms
