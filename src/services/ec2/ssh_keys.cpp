#include "services/ec2/ssh_keys.hpp"

#include <fmt/format.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>

#include <array>
#include <memory>
#include <vector>

#include "base/assert.hpp"
#include "base/base64.hpp"
#include "base/openssl.hpp"

namespace spotdrill::ec2 {
namespace {

using Pkey = std::unique_ptr<EVP_PKEY, OpensslFree<EVP_PKEY_free>>;
using BigNumber = std::unique_ptr<BIGNUM, OpensslFree<BN_free>>;

constexpr unsigned rsa_bits = 2048;
/// "Amazon EC2 accepts … 1024, 2048, and 4096" bits.
constexpr int rsa_bits_min = 1024;
constexpr int rsa_bits_max = 4096;
constexpr std::size_t ed25519_bytes = 32;

std::string colons(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    text += fmt::format("{}{:02x}", text.empty() ? "" : ":", static_cast<unsigned char>(c));
  }
  return text;
}

// The wire form of SSH. Source: RFC 4251, section 5.

std::string number_bytes(std::size_t value) {
  return {static_cast<char>(value >> 24U), static_cast<char>(value >> 16U),
          static_cast<char>(value >> 8U), static_cast<char>(value)};
}

std::string ssh_string(std::string_view bytes) {
  return number_bytes(bytes.size()) + std::string{bytes};
}

std::string ssh_number(const BIGNUM* number) {
  std::string bytes(static_cast<std::size_t>(BN_num_bytes(number)), '\0');
  BN_bn2bin(number, reinterpret_cast<unsigned char*>(bytes.data()));
  if (!bytes.empty() && (static_cast<unsigned char>(bytes[0]) & 0x80U) != 0) bytes.insert(0, 1, 0);
  return ssh_string(bytes);
}

std::optional<std::string_view> take_string(std::string_view& bytes) {
  if (bytes.size() < 4) return std::nullopt;
  std::size_t size = 0;
  for (int i = 0; i < 4; ++i) {
    size = size << 8U | static_cast<unsigned char>(bytes[static_cast<std::size_t>(i)]);
  }
  bytes.remove_prefix(4);
  if (size > bytes.size()) return std::nullopt;
  const std::string_view taken = bytes.substr(0, size);
  bytes.remove_prefix(size);
  return taken;
}

BigNumber big_number(std::string_view bytes) {
  return BigNumber{BN_bin2bn(reinterpret_cast<const unsigned char*>(bytes.data()),
                             static_cast<int>(bytes.size()), nullptr)};
}

BigNumber rsa_part(const EVP_PKEY* key, const char* name) {
  BIGNUM* number = nullptr;
  ASSERT(EVP_PKEY_get_bn_param(key, name, &number) == 1);
  return BigNumber{number};
}

/// "… the SHA-1 digest of the DER encoded private key" (PKCS#8): what EC2 made itself.
std::string private_key_fingerprint(EVP_PKEY* key) {
  const std::unique_ptr<PKCS8_PRIV_KEY_INFO, OpensslFree<PKCS8_PRIV_KEY_INFO_free>> info{
      EVP_PKEY2PKCS8(key)};
  unsigned char* der = nullptr;
  const int size = i2d_PKCS8_PRIV_KEY_INFO(info.get(), &der);
  ASSERT(size > 0);
  const std::string bytes{reinterpret_cast<char*>(der), static_cast<std::size_t>(size)};
  OPENSSL_clear_free(der, static_cast<std::size_t>(size));
  return colons(evp_digest(EVP_sha1(), bytes));
}

/// "… the MD5 public key fingerprint as specified in section 4 of RFC 4716", which EC2 computes of
/// the DER encoding: what was imported.
std::optional<std::string> public_key_fingerprint(const BIGNUM* exponent, const BIGNUM* modulus) {
  const std::unique_ptr<OSSL_PARAM_BLD, OpensslFree<OSSL_PARAM_BLD_free>> build{
      OSSL_PARAM_BLD_new()};
  OSSL_PARAM_BLD_push_BN(build.get(), OSSL_PKEY_PARAM_RSA_N, modulus);
  OSSL_PARAM_BLD_push_BN(build.get(), OSSL_PKEY_PARAM_RSA_E, exponent);
  const std::unique_ptr<OSSL_PARAM, OpensslFree<OSSL_PARAM_free>> parameters{
      OSSL_PARAM_BLD_to_param(build.get())};
  const std::unique_ptr<EVP_PKEY_CTX, OpensslFree<EVP_PKEY_CTX_free>> context{
      EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr)};
  EVP_PKEY* raw = nullptr;
  if (EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &raw, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1) {
    return std::nullopt;
  }
  const Pkey key{raw};
  unsigned char* der = nullptr;
  const int size = i2d_PUBKEY(key.get(), &der);
  if (size <= 0) return std::nullopt;
  const std::string bytes{reinterpret_cast<char*>(der), static_cast<std::size_t>(size)};
  OPENSSL_free(der);
  return colons(evp_digest(EVP_md5(), bytes));
}

SshKey make_rsa() {
  const Pkey key{EVP_RSA_gen(rsa_bits)};
  ASSERT(key != nullptr);
  const Bio bio{BIO_new(BIO_s_mem())};
  ASSERT(PEM_write_bio_PrivateKey_traditional(bio.get(), key.get(), nullptr, nullptr, 0, nullptr,
                                              nullptr) == 1);
  const std::string blob = ssh_string("ssh-rsa") +
                           ssh_number(rsa_part(key.get(), OSSL_PKEY_PARAM_RSA_E).get()) +
                           ssh_number(rsa_part(key.get(), OSSL_PKEY_PARAM_RSA_N).get());
  return {.type = "rsa",
          .fingerprint = private_key_fingerprint(key.get()),
          .public_key = "ssh-rsa " + base64_encode(blob),
          .private_key = bio_text(bio.get())};
}

/// "ED25519 keys: the SHA-256 digest", in base64.
SshKey described_ed25519(const std::string& blob) {
  return {.type = "ed25519",
          .fingerprint = base64_encode(evp_digest(EVP_sha256(), blob)),
          .public_key = "ssh-ed25519 " + base64_encode(blob),
          .private_key = {}};
}

/// Source: OpenSSH, PROTOCOL.key.
std::string openssh_private_key(const std::string& blob, std::string_view public_part,
                                std::string_view secret) {
  std::array<unsigned char, 4> check{};
  ASSERT(RAND_bytes(check.data(), static_cast<int>(check.size())) == 1);
  const std::string checked{reinterpret_cast<const char*>(check.data()), check.size()};
  std::string inner = checked + checked + ssh_string("ssh-ed25519") + ssh_string(public_part) +
                      ssh_string(std::string{secret} + std::string{public_part}) + ssh_string("");
  for (char pad = 1; inner.size() % 8 != 0; ++pad) inner += pad;
  std::string outer{"openssh-key-v1\0", 15};
  outer += ssh_string("none") + ssh_string("none") + ssh_string("") + number_bytes(1) +
           ssh_string(blob) + ssh_string(inner);
  const std::string encoded = base64_encode(outer);
  std::string pem = "-----BEGIN OPENSSH PRIVATE KEY-----\n";
  constexpr std::size_t columns = 70;
  for (std::size_t at = 0; at < encoded.size(); at += columns) {
    pem += encoded.substr(at, columns) + "\n";
  }
  return pem + "-----END OPENSSH PRIVATE KEY-----\n";
}

SshKey make_ed25519() {
  const Pkey key{EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")};
  ASSERT(key != nullptr);
  std::string open(ed25519_bytes, '\0');
  std::string secret(ed25519_bytes, '\0');
  std::size_t size = ed25519_bytes;
  ASSERT(EVP_PKEY_get_raw_public_key(key.get(), reinterpret_cast<unsigned char*>(open.data()),
                                     &size) == 1);
  ASSERT(EVP_PKEY_get_raw_private_key(key.get(), reinterpret_cast<unsigned char*>(secret.data()),
                                      &size) == 1);
  const std::string blob = ssh_string("ssh-ed25519") + ssh_string(open);
  SshKey made = described_ed25519(blob);
  made.private_key = openssh_private_key(blob, open, secret);
  return made;
}

std::optional<SshKey> read_rsa(std::string_view rest, const std::string& blob) {
  const auto exponent = take_string(rest);
  const auto modulus = exponent ? take_string(rest) : std::nullopt;
  if (!modulus || !rest.empty() || modulus->size() > 2 * rsa_bits_max / 8) return std::nullopt;
  const BigNumber e = big_number(*exponent);
  const BigNumber n = big_number(*modulus);
  const int bits = BN_num_bits(n.get());
  if (bits < rsa_bits_min || bits > rsa_bits_max || BN_num_bits(e.get()) > 64) return std::nullopt;
  auto fingerprint = public_key_fingerprint(e.get(), n.get());
  if (!fingerprint) return std::nullopt;
  return SshKey{.type = "rsa",
                .fingerprint = *std::move(fingerprint),
                .public_key = "ssh-rsa " + base64_encode(blob),
                .private_key = {}};
}

}  // namespace

SshKey make_ssh_key(std::string_view type) {
  return type == "ed25519" ? make_ed25519() : make_rsa();
}

std::optional<SshKey> read_ssh_key(std::string_view text) {
  const std::size_t space = text.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const std::string_view named = text.substr(0, space);
  std::string_view encoded = text.substr(space + 1);
  encoded = encoded.substr(0, encoded.find_first_of(" \t\r\n"));
  const auto blob = base64_decode(encoded);
  if (!blob) return std::nullopt;
  std::string_view rest = *blob;
  const auto type = take_string(rest);
  if (!type || *type != named) return std::nullopt;
  if (named == "ssh-rsa") return read_rsa(rest, *blob);
  if (named != "ssh-ed25519") return std::nullopt;
  const auto open = take_string(rest);
  if (!open || open->size() != ed25519_bytes || !rest.empty()) return std::nullopt;
  return described_ed25519(*blob);
}

}  // namespace spotdrill::ec2
