#include "services/imds/identity_signer.hpp"

#include <openssl/pem.h>
#include <openssl/pkcs7.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <algorithm>

#include "base/assert.hpp"
#include "base/base64.hpp"
#include "base/openssl.hpp"
#include "engine/store.hpp"

namespace spotdrill::imds {
namespace {

constexpr std::string_view identity_table = "imds";
constexpr std::string_view identity_key_row = "identity-key";
constexpr std::string_view certificate_row = "identity-certificate";

constexpr int key_bits = 2048;
/// Drill time may be any time: the certificate is good in all of it.
constexpr const char* valid_from = "19700101000000Z";
constexpr const char* valid_until = "99991231235959Z";
/// Signed documents kept, so that asking again costs nothing.
constexpr std::size_t documents_max = 1000;
/// AWS breaks the base64 of its PKCS #7 into lines of this length.
constexpr std::size_t line_length = 64;

using Key = std::unique_ptr<EVP_PKEY, OpensslFree<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, OpensslFree<X509_free>>;
using Pkcs7 = std::unique_ptr<PKCS7, OpensslFree<PKCS7_free>>;
using Digest = std::unique_ptr<EVP_MD_CTX, OpensslFree<EVP_MD_CTX_free>>;

Bio reader(std::string_view text) {
  return Bio{BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))};
}

std::string pem(EVP_PKEY* key) {
  const Bio bio{BIO_new(BIO_s_mem())};
  ASSERT(PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1);
  return bio_text(bio.get());
}

std::string pem(X509* certificate) {
  const Bio bio{BIO_new(BIO_s_mem())};
  ASSERT(PEM_write_bio_X509(bio.get(), certificate) == 1);
  return bio_text(bio.get());
}

Certificate self_signed(EVP_PKEY* key) {
  Certificate certificate{X509_new()};
  X509* made = certificate.get();
  X509_set_version(made, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(made), 1);
  ASN1_TIME_set_string(X509_getm_notBefore(made), valid_from);
  ASN1_TIME_set_string(X509_getm_notAfter(made), valid_until);
  X509_NAME* name = X509_get_subject_name(made);
  for (const auto& [field, value] :
       {std::pair{"O", "spotdrill"}, std::pair{"CN", "instance identity documents"}}) {
    X509_NAME_add_entry_by_txt(name, field, MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>(value), -1, -1, 0);
  }
  X509_set_issuer_name(made, name);
  X509_set_pubkey(made, key);
  ASSERT(X509_sign(made, key, EVP_sha256()) != 0);
  return certificate;
}

std::string in_lines(std::string_view text) {
  std::string broken;
  for (std::size_t at = 0; at < text.size(); at += line_length) {
    if (at > 0) broken += '\n';
    broken += text.substr(at, line_length);
  }
  return broken;
}

}  // namespace

struct IdentitySigner::Keys {
  Key key;
  Certificate certificate;

  [[nodiscard]] std::string signature(const std::string& document) const {
    const Digest digest{EVP_MD_CTX_new()};
    ASSERT(EVP_DigestSignInit(digest.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1);
    const auto* data = reinterpret_cast<const unsigned char*>(document.data());
    std::size_t length = 0;
    ASSERT(EVP_DigestSign(digest.get(), nullptr, &length, data, document.size()) == 1);
    std::string bytes(length, '\0');
    ASSERT(EVP_DigestSign(digest.get(), reinterpret_cast<unsigned char*>(bytes.data()), &length,
                          data, document.size()) == 1);
    return in_lines(base64_encode(std::string_view{bytes}.substr(0, length)));
  }

  [[nodiscard]] std::string pkcs7(const std::string& document) const {
    const Bio input = reader(document);
    const Pkcs7 made{PKCS7_sign(certificate.get(), key.get(), nullptr, input.get(), PKCS7_BINARY)};
    ASSERT(made != nullptr);
    unsigned char* der = nullptr;
    const int length = i2d_PKCS7(made.get(), &der);
    ASSERT(length > 0);
    const std::string bytes{reinterpret_cast<char*>(der), static_cast<std::size_t>(length)};
    OPENSSL_free(der);
    return in_lines(base64_encode(bytes));
  }
};

IdentitySigner::IdentitySigner(Store& store) : store_(store) {}

IdentitySigner::~IdentitySigner() = default;

IdentitySigner::Keys& IdentitySigner::keys() {
  if (keys_ != nullptr) return *keys_;
  keys_ = std::make_unique<Keys>();
  for (const Row& row : store_.load(identity_table, "")) {
    const Bio bio = reader(row.value);
    if (row.key == identity_key_row) {
      keys_->key.reset(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
    } else if (row.key == certificate_row) {
      keys_->certificate.reset(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
    }
  }
  if (keys_->key == nullptr || keys_->certificate == nullptr) {
    keys_->key.reset(EVP_RSA_gen(key_bits));
    ASSERT(keys_->key != nullptr);
    keys_->certificate = self_signed(keys_->key.get());
    store_.put(identity_table, "", identity_key_row, pem(keys_->key.get()));
    store_.put(identity_table, "", certificate_row, pem(keys_->certificate.get()));
    store_.mark_changed();
  }
  return *keys_;
}

const Signatures& IdentitySigner::sign(const std::string& document) {
  const auto found = signed_.find(document);
  if (found != signed_.end()) return found->second;
  if (signed_.size() >= documents_max) signed_.clear();
  const Keys& with = keys();
  const std::string pkcs7 = with.pkcs7(document);
  return signed_
      .emplace(document,
               Signatures{.signature = with.signature(document), .pkcs7 = pkcs7, .rsa2048 = pkcs7})
      .first->second;
}

std::string IdentitySigner::certificate() {
  return pem(keys().certificate.get());
}

}  // namespace spotdrill::imds
