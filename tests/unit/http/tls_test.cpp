#include "http/tls.hpp"

#include <gmock/gmock.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>

#include <cstdlib>
#include <fstream>

#include "scratch.hpp"

namespace spotdrill::http {
namespace {

namespace fs = std::filesystem;

class TlsTest : public testing::Test {
 protected:
  std::unique_ptr<CertificateAuthority> authority() {
    auto made = CertificateAuthority::create(directory_);
    EXPECT_TRUE(made.has_value()) << (made ? "" : made.error());
    return made ? std::move(*made) : nullptr;
  }

  /// What a client that trusts the authority says to `certificate` for `host`.
  long verify(X509* certificate, const char* host) const {
    X509_STORE* store = X509_STORE_new();
    X509_STORE_load_file(store, (directory_ / "ca.pem").c_str());
    X509_STORE_CTX* context = X509_STORE_CTX_new();
    X509_STORE_CTX_init(context, store, certificate, nullptr);
    X509_VERIFY_PARAM* parameters = X509_STORE_CTX_get0_param(context);
    if (std::isdigit(static_cast<unsigned char>(host[0])) != 0) {
      X509_VERIFY_PARAM_set1_ip_asc(parameters, host);
    } else {
      X509_VERIFY_PARAM_set1_host(parameters, host, 0);
    }
    X509_STORE_CTX_set_purpose(context, X509_PURPOSE_SSL_SERVER);
    X509_verify_cert(context);
    const int error = X509_STORE_CTX_get_error(context);
    X509_STORE_CTX_free(context);
    X509_STORE_free(store);
    return error;
  }

  ScratchDirectory scratch_;
  fs::path directory_ = scratch_.path();
};

TEST_F(TlsTest, CertificatesHoldForTheNamesThatClientsAskFor) {
  const auto ca = authority();
  for (const char* host : {"ec2.us-east-1.amazonaws.com", "sts.amazonaws.com", "amazonaws.com",
                           "a.bucket.s3.eu-west-1.amazonaws.com", "ec2.us-east-1.api.aws"}) {
    EXPECT_EQ(verify(ca->certificate_for(host), host), X509_V_OK) << host;
  }
  EXPECT_EQ(verify(ca->certificate_for(""), "localhost"), X509_V_OK);
  EXPECT_EQ(verify(ca->certificate_for(""), "127.0.0.1"), X509_V_OK);
  EXPECT_EQ(verify(ca->certificate_for("localhost"), "169.254.169.254"), X509_V_OK);
}

TEST_F(TlsTest, ForeignNamesGetNoCertificate) {
  const auto ca = authority();
  EXPECT_EQ(verify(ca->certificate_for("example.com"), "example.com"),
            X509_V_ERR_HOSTNAME_MISMATCH);
  EXPECT_EQ(verify(ca->certificate_for("a,DNS:evil.amazonaws.com"), "evil.amazonaws.com"),
            X509_V_ERR_HOSTNAME_MISMATCH);
}

TEST_F(TlsTest, SiblingsShareACertificate) {
  const auto ca = authority();
  EXPECT_EQ(ca->certificate_for("ec2.us-east-1.amazonaws.com"),
            ca->certificate_for("fis.us-east-1.amazonaws.com"));
  EXPECT_NE(ca->certificate_for("ec2.us-east-1.amazonaws.com"),
            ca->certificate_for("ec2.us-west-2.amazonaws.com"));
}

TEST_F(TlsTest, TheAuthorityIsKeptAndItsKeyIsPrivate) {
  const auto read = [&] {
    std::ifstream file{directory_ / "ca.pem"};
    return std::string{std::istreambuf_iterator<char>{file}, {}};
  };
  authority();
  const std::string first = read();
  authority();
  EXPECT_EQ(read(), first);
  struct stat status{};
  ASSERT_EQ(::stat((directory_ / "ca.key").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  EXPECT_TRUE(fs::exists(directory_ / "bundle.pem"));
}

TEST_F(TlsTest, ADamagedAuthorityIsSaidSo) {
  authority();
  std::ofstream{directory_ / "ca.key"} << "nonsense";
  const auto damaged = CertificateAuthority::create(directory_);
  ASSERT_FALSE(damaged.has_value());
  EXPECT_THAT(damaged.error(), testing::HasSubstr("delete that directory"));
}

}  // namespace
}  // namespace spotdrill::http
