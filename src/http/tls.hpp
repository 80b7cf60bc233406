// The daemon's own certificate authority: made at the first start, trusted inside instances and by
// `spotdrill exec` only. It signs AWS's endpoint names on demand and can sign nothing else: its
// name constraints say so.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

// OpenSSL's names, so that its headers stay out of this one.
struct evp_pkey_st;
struct x509_st;
struct ssl_ctx_st;
struct ssl_st;

namespace spotdrill::http {

/// Certificates kept at a time; a client that asks for ever new names starts them over.
inline constexpr std::size_t certificates_max = 256;

class CertificateAuthority {
 public:
  /// Takes up the authority kept in `directory`, or makes it: ca.key (mode 0600), ca.pem, and
  /// bundle.pem, which is the host's own bundle with ours.
  /// Errors: one sentence that names the file.
  static Result<std::unique_ptr<CertificateAuthority>, std::string> create(
      const std::filesystem::path& directory);

  ~CertificateAuthority();
  CertificateAuthority(const CertificateAuthority&) = delete;
  CertificateAuthority& operator=(const CertificateAuthority&) = delete;

  /// A server's TLS context, which chooses the certificate by the name that the client asks for.
  /// A name that is not AWS's gets the certificate for localhost.
  [[nodiscard]] ssl_ctx_st* context() const { return context_.get(); }

  /// The certificate for `name` (SNI; may be empty). Null only when OpenSSL fails.
  x509_st* certificate_for(std::string_view name);

  [[nodiscard]] std::filesystem::path certificate_file() const { return directory_ / "ca.pem"; }
  [[nodiscard]] std::filesystem::path bundle_file() const { return directory_ / "bundle.pem"; }

 private:
  struct Free {
    void operator()(evp_pkey_st* key) const;
    void operator()(x509_st* certificate) const;
    void operator()(ssl_ctx_st* context) const;
  };
  using Key = std::unique_ptr<evp_pkey_st, Free>;
  using Certificate = std::unique_ptr<x509_st, Free>;

  explicit CertificateAuthority(std::filesystem::path directory);
  Result<void, std::string> load_or_make();
  bool make_authority();
  bool make_context();
  [[nodiscard]] Certificate sign(const std::string& alternative_names) const;
  [[nodiscard]] Result<void, std::string> write_bundle() const;
  static int choose_certificate(ssl_st* connection, void* self);

  std::filesystem::path directory_;
  Key key_;
  Certificate certificate_;
  Key server_key_;  ///< Of every server certificate; made anew at each start, never written.
  std::map<std::string, Certificate, std::less<>> issued_;
  std::unique_ptr<ssl_ctx_st, Free> context_;
};

}  // namespace spotdrill::http
