#include "http/tls.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include "base/openssl.hpp"
#include "http/dns.hpp"
#include "http/proxy.hpp"

namespace spotdrill::http {
namespace {

namespace fs = std::filesystem;

// Drill time may run far ahead of the host's, and a host's clock may be wrong: the dates must not
// matter. 2020-01-01 and ten years from the start of the daemon.
constexpr const char* not_before = "20200101000000Z";
constexpr long lifetime_seconds = 10L * 365 * 24 * 3600;

constexpr std::string_view localhost_names =
    "DNS:localhost,DNS:*.localhost,IP:127.0.0.1,IP:0:0:0:0:0:0:0:1,IP:169.254.169.254";

/// RFC 5280, section 4.2.1.10: what is not permitted here, no certificate of this authority may
/// name. Whoever trusts it risks AWS's names and this machine's, nothing else.
constexpr const char* constraints =
    "critical,permitted;DNS:amazonaws.com,permitted;DNS:amazonaws.com.cn,permitted;DNS:api.aws,"
    "permitted;DNS:localhost,permitted;IP:127.0.0.1/255.255.255.255,"
    "permitted;IP:169.254.169.254/255.255.255.255,"
    "permitted;IP:0:0:0:0:0:0:0:1/FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF";

std::optional<std::string> read_file(const fs::path& file) {
  std::ifstream stream{file, std::ios::binary};
  if (!stream) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>{stream}, {}};
}

/// Written whole or not at all: a start that is cut short must leave no half key.
bool write_file(const fs::path& file, std::string_view text, mode_t mode) {
  const std::string temporary = file.string() + ".new";
  ::unlink(temporary.c_str());
  const int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (fd < 0) return false;
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t size = ::write(fd, text.data() + done, text.size() - done);
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) break;
    done += static_cast<std::size_t>(size);
  }
  // Instances see the bundle: the umask of whoever started the daemon must not show in it.
  const bool written = done == text.size() && ::fchmod(fd, mode) == 0 && ::fsync(fd) == 0;
  ::close(fd);
  return written && ::rename(temporary.c_str(), file.c_str()) == 0;
}

bool add_extension(X509* certificate, X509* issuer, int kind, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value);
  if (extension == nullptr) return false;
  const bool added = X509_add_ext(certificate, extension, -1) == 1;
  X509_EXTENSION_free(extension);
  return added;
}

bool set_common(X509* certificate, const char* name) {
  unsigned char serial[16];
  if (RAND_bytes(serial, sizeof serial) != 1) return false;
  serial[0] &= 0x7F;  // RFC 5280: serial numbers are positive.
  BIGNUM* number = BN_bin2bn(serial, sizeof serial, nullptr);
  BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate));
  BN_free(number);
  X509_NAME* subject = X509_get_subject_name(certificate);
  const auto add = [&](const char* field, const char* value) {
    return X509_NAME_add_entry_by_txt(subject, field, MBSTRING_UTF8,
                                      reinterpret_cast<const unsigned char*>(value), -1, -1, 0);
  };
  return X509_set_version(certificate, X509_VERSION_3) == 1 && add("O", "spotdrill") == 1 &&
         add("CN", name) == 1 &&
         ASN1_TIME_set_string(X509_getm_notBefore(certificate), not_before) == 1 &&
         X509_gmtime_adj(X509_getm_notAfter(certificate), lifetime_seconds) != nullptr;
}

/// Lower-case letters, digits, dashes, underscores and dots: what may stand in a certificate.
bool plain_name(std::string_view name) {
  return !name.empty() && name.size() <= 253 &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-._") == name.npos;
}

}  // namespace

void CertificateAuthority::Free::operator()(evp_pkey_st* key) const {
  EVP_PKEY_free(key);
}
void CertificateAuthority::Free::operator()(x509_st* certificate) const {
  X509_free(certificate);
}
void CertificateAuthority::Free::operator()(ssl_ctx_st* context) const {
  SSL_CTX_free(context);
}

CertificateAuthority::CertificateAuthority(fs::path directory) : directory_(std::move(directory)) {}
CertificateAuthority::~CertificateAuthority() = default;

Result<std::unique_ptr<CertificateAuthority>, std::string> CertificateAuthority::create(
    const fs::path& directory) {
  std::error_code error;
  fs::create_directories(directory, error);
  if (error) return refuse(fmt::format("Cannot make {}: {}.", directory.string(), error.message()));
  std::unique_ptr<CertificateAuthority> authority{new CertificateAuthority{directory}};
  TRY(authority->load_or_make());
  TRY(authority->write_bundle());
  authority->server_key_.reset(EVP_EC_gen("P-256"));
  if (authority->server_key_ == nullptr || !authority->make_context()) {
    return refuse(std::string{"OpenSSL cannot make a TLS context on this machine."});
  }
  return authority;
}

Result<void, std::string> CertificateAuthority::load_or_make() {
  const fs::path key_file = directory_ / "ca.key";
  const auto key_text = read_file(key_file);
  const auto certificate_text = read_file(certificate_file());
  if (key_text && certificate_text) {
    const Bio key_bio{BIO_new_mem_buf(key_text->data(), static_cast<int>(key_text->size()))};
    const Bio certificate_bio{
        BIO_new_mem_buf(certificate_text->data(), static_cast<int>(certificate_text->size()))};
    key_.reset(PEM_read_bio_PrivateKey(key_bio.get(), nullptr, nullptr, nullptr));
    certificate_.reset(PEM_read_bio_X509(certificate_bio.get(), nullptr, nullptr, nullptr));
    if (key_ && certificate_ && X509_check_private_key(certificate_.get(), key_.get()) == 1) {
      return {};
    }
    return refuse(
        fmt::format("The certificate authority in {} is damaged: delete that directory "
                    "and start again.",
                    directory_.string()));
  }
  if (!make_authority()) return refuse(std::string{"OpenSSL cannot make a P-256 key."});
  const Bio key_bio{BIO_new(BIO_s_mem())};
  const Bio certificate_bio{BIO_new(BIO_s_mem())};
  PEM_write_bio_PrivateKey(key_bio.get(), key_.get(), nullptr, nullptr, 0, nullptr, nullptr);
  PEM_write_bio_X509(certificate_bio.get(), certificate_.get());
  if (!write_file(key_file, bio_text(key_bio.get()), 0600) ||
      !write_file(certificate_file(), bio_text(certificate_bio.get()), 0644)) {
    return refuse(fmt::format("Cannot write {}: {}.", directory_.string(), std::strerror(errno)));
  }
  return {};
}

bool CertificateAuthority::make_authority() {
  key_.reset(EVP_EC_gen("P-256"));
  certificate_.reset(X509_new());
  X509* certificate = certificate_.get();
  return key_ && certificate != nullptr && set_common(certificate, "spotdrill local authority") &&
         X509_set_issuer_name(certificate, X509_get_subject_name(certificate)) == 1 &&
         X509_set_pubkey(certificate, key_.get()) == 1 &&
         add_extension(certificate, certificate, NID_basic_constraints,
                       "critical,CA:TRUE,pathlen:0") &&
         add_extension(certificate, certificate, NID_key_usage, "critical,keyCertSign,cRLSign") &&
         add_extension(certificate, certificate, NID_subject_key_identifier, "hash") &&
         add_extension(certificate, certificate, NID_name_constraints, constraints) &&
         X509_sign(certificate, key_.get(), EVP_sha256()) > 0;
}

CertificateAuthority::Certificate CertificateAuthority::sign(
    const std::string& alternative_names) const {
  Certificate made{X509_new()};
  X509* certificate = made.get();
  const bool good =
      certificate != nullptr && set_common(certificate, "spotdrill endpoint") &&
      X509_set_issuer_name(certificate, X509_get_subject_name(certificate_.get())) == 1 &&
      X509_set_pubkey(certificate, server_key_.get()) == 1 &&
      add_extension(certificate, certificate_.get(), NID_basic_constraints, "critical,CA:FALSE") &&
      add_extension(certificate, certificate_.get(), NID_key_usage, "critical,digitalSignature") &&
      add_extension(certificate, certificate_.get(), NID_ext_key_usage, "serverAuth") &&
      add_extension(certificate, certificate_.get(), NID_subject_key_identifier, "hash") &&
      add_extension(certificate, certificate_.get(), NID_authority_key_identifier, "keyid") &&
      add_extension(certificate, certificate_.get(), NID_subject_alt_name,
                    alternative_names.c_str()) &&
      X509_sign(certificate, key_.get(), EVP_sha256()) > 0;
  if (!good) made.reset();
  return made;
}

x509_st* CertificateAuthority::certificate_for(std::string_view name) {
  // One certificate serves all siblings, as AWS's own do: "*.us-east-1.amazonaws.com".
  std::string names{localhost_names};
  if (plain_name(name) && is_aws_host(name) && !name.starts_with('.')) {
    const bool apex = name == "amazonaws.com" || name == "amazonaws.com.cn" || name == "api.aws";
    const std::string parent{apex ? name : name.substr(name.find('.') + 1)};
    names = "DNS:*." + parent + ",DNS:" + parent;
  }
  if (const auto found = issued_.find(names); found != issued_.end()) return found->second.get();
  // Connections that use one of these hold a reference of their own.
  if (issued_.size() >= certificates_max) issued_.clear();
  Certificate made = sign(names);
  return issued_.emplace(std::move(names), std::move(made)).first->second.get();
}

int CertificateAuthority::choose_certificate(ssl_st* connection, void* self) {
  auto& authority = *static_cast<CertificateAuthority*>(self);
  const char* name = SSL_get_servername(connection, TLSEXT_NAMETYPE_host_name);
  std::string lower{name == nullptr ? "" : name};
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  X509* certificate = authority.certificate_for(lower);
  if (certificate == nullptr) return 0;
  return SSL_use_cert_and_key(connection, certificate, authority.server_key_.get(), nullptr, 1);
}

bool CertificateAuthority::make_context() {
  context_.reset(SSL_CTX_new(TLS_server_method()));
  if (context_ == nullptr) return false;
  SSL_CTX* context = context_.get();
  SSL_CTX_set_cert_cb(context, &CertificateAuthority::choose_certificate, this);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
  static constexpr unsigned char id[] = "spotdrill";
  SSL_CTX_set_session_id_context(context, id, sizeof id - 1);
  return SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1;
}

Result<void, std::string> CertificateAuthority::write_bundle() const {
  std::string bundle;
  for (const char* file : {"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
                           "/etc/ssl/cert.pem"}) {
    if (auto text = read_file(file)) {
      bundle = *std::move(text);
      break;
    }
  }
  if (!bundle.empty() && bundle.back() != '\n') bundle.push_back('\n');
  const auto ours = read_file(certificate_file());
  if (!ours || !write_file(bundle_file(), bundle + *ours, 0644)) {
    return refuse(
        fmt::format("Cannot write {}: {}.", bundle_file().string(), std::strerror(errno)));
  }
  return {};
}

}  // namespace spotdrill::http
