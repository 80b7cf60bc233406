#include "services/imds/identity_signer.hpp"

#include <gtest/gtest.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs7.h>
#include <openssl/x509.h>

#include "base/base64.hpp"
#include "store/memory_store.hpp"

namespace spotdrill::imds {
namespace {

X509* certificate_of(IdentitySigner& signer) {
  const std::string pem = signer.certificate();
  BIO* bio = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
  X509* certificate = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr);
  BIO_free(bio);
  return certificate;
}

TEST(IdentitySigner, SignatureVerifiesWithTheCertificate) {
  MemoryStore store;
  IdentitySigner signer{store};
  const std::string document = "{\n  \"region\" : \"us-east-1\"\n}";
  const std::string bytes = base64_decode(signer.sign(document).signature).value();

  X509* certificate = certificate_of(signer);
  EVP_MD_CTX* digest = EVP_MD_CTX_new();
  EVP_DigestVerifyInit(digest, nullptr, EVP_sha256(), nullptr, X509_get0_pubkey(certificate));
  EXPECT_EQ(
      EVP_DigestVerify(digest, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                       reinterpret_cast<const unsigned char*>(document.data()), document.size()),
      1);
  EVP_MD_CTX_free(digest);
  X509_free(certificate);
}

TEST(IdentitySigner, Pkcs7CarriesTheDocument) {
  MemoryStore store;
  IdentitySigner signer{store};
  const std::string document = "{\n  \"region\" : \"us-east-1\"\n}";
  const std::string bytes = base64_decode(signer.sign(document).rsa2048).value();
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
  PKCS7* signed_data = d2i_PKCS7(nullptr, &data, static_cast<long>(bytes.size()));
  ASSERT_NE(signed_data, nullptr);
  BIO* out = BIO_new(BIO_s_mem());
  EXPECT_EQ(PKCS7_verify(signed_data, nullptr, nullptr, nullptr, out, PKCS7_NOVERIFY), 1);
  char* text = nullptr;
  const long length = BIO_get_mem_data(out, &text);
  EXPECT_EQ(std::string(text, static_cast<std::size_t>(length)), document);
  BIO_free(out);
  PKCS7_free(signed_data);
}

TEST(IdentitySigner, KeySurvivesARestart) {
  MemoryStore store;
  IdentitySigner signer{store};
  const std::string before = signer.sign("x").signature;
  store.commit();
  IdentitySigner restarted{store};
  EXPECT_EQ(restarted.sign("x").signature, before);
  EXPECT_EQ(restarted.certificate(), signer.certificate());
}

}  // namespace
}  // namespace spotdrill::imds
