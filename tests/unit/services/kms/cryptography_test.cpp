#include <gtest/gtest.h>

#include "services/kms/fixture.hpp"

namespace spotdrill::kms {
namespace {

TEST(Cryptography, WhatWasEncryptedIsDecryptedWithoutNamingTheKey) {
  Fixture world;
  const std::string blob = world.encrypted(world.arn(), "checkpoint");
  EXPECT_EQ(blob.find("checkpoint"), std::string::npos);
  const auto told = decrypt(*world.kms, {.ciphertext_blob = blob});
  ASSERT_TRUE(told.has_value());
  EXPECT_EQ(told->plaintext, "checkpoint");
  EXPECT_EQ(told->key_id, world.arn());
}

TEST(Cryptography, TheSameTextIsNeverTheSameCiphertext) {
  Fixture world;
  EXPECT_NE(world.encrypted(world.key, "text"), world.encrypted(world.key, "text"));
}

TEST(Cryptography, KeysOutliveTheServer) {
  Fixture world;
  const std::string blob = world.encrypted(world.key, "text");
  world.restart();
  EXPECT_EQ(decrypt(*world.kms, {.ciphertext_blob = blob})->plaintext, "text");
}

TEST(Cryptography, AnotherContextIsRefused) {
  Fixture world;
  const std::string blob = world.encrypted(world.key, "text", {{"job", "7"}, {"a", "b"}});
  EXPECT_EQ(code_of(decrypt(*world.kms, {.ciphertext_blob = blob})), "InvalidCiphertextException");
  EXPECT_EQ(code_of(decrypt(*world.kms, {.ciphertext_blob = blob,
                                         .encryption_context = {{"job", "8"}, {"a", "b"}}})),
            "InvalidCiphertextException");
  EXPECT_TRUE(decrypt(*world.kms,
                      {.ciphertext_blob = blob, .encryption_context = {{"a", "b"}, {"job", "7"}}}));
}

// Method: each byte of a ciphertext changed, and each length of it.
TEST(Cryptography, WhatWasTamperedWithIsRefused) {
  Fixture world;
  const std::string blob = world.encrypted(world.key, "text");
  for (std::size_t at = 0; at < blob.size(); ++at) {
    std::string changed = blob;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_NE(code_of(decrypt(*world.kms, {.ciphertext_blob = changed})), "") << at;
    EXPECT_EQ(code_of(decrypt(*world.kms, {.ciphertext_blob = blob.substr(0, at)})),
              "InvalidCiphertextException")
        << at;
  }
}

TEST(Cryptography, AKeyThatDidNotMakeItIsRefused) {
  Fixture world;
  const std::string other = world.kms->create({}).id;
  const std::string blob = world.encrypted(world.key, "text");
  EXPECT_EQ(code_of(decrypt(*world.kms, {.ciphertext_blob = blob, .key_id = other})),
            "IncorrectKeyException");
}

TEST(Cryptography, ReEncryptChangesTheKeyAndTheContext) {
  Fixture world;
  const std::string other = world.kms->create({}).id;
  const auto moved = re_encrypt(*world.kms, {.ciphertext_blob = world.encrypted(world.key, "text"),
                                             .destination_key_id = other,
                                             .destination_encryption_context = {{"a", "b"}}});
  ASSERT_TRUE(moved.has_value());
  EXPECT_EQ(moved->source_key_id, world.arn());
  const auto told = decrypt(*world.kms, {.ciphertext_blob = moved->ciphertext_blob,
                                         .encryption_context = {{"a", "b"}},
                                         .key_id = other});
  EXPECT_EQ(told->plaintext, "text");
}

TEST(Cryptography, DataKeysComeInClearAndSealed) {
  Fixture world;
  const auto made = generate_data_key(*world.kms, {.key_id = world.key, .key_spec = "AES_256"});
  ASSERT_TRUE(made.has_value());
  EXPECT_EQ(made->plaintext->size(), 32U);
  EXPECT_EQ(decrypt(*world.kms, {.ciphertext_blob = made->ciphertext_blob})->plaintext,
            made->plaintext);
  const auto sealed = generate_data_key_without_plaintext(
      *world.kms, {.key_id = world.key, .key_spec = {}, .number_of_bytes = 5});
  EXPECT_EQ(decrypt(*world.kms, {.ciphertext_blob = sealed->ciphertext_blob})->plaintext->size(),
            5U);
  EXPECT_EQ(message_of(generate_data_key(*world.kms, {.key_id = world.key})),
            "Please specify either number of bytes or key spec.");
}

TEST(Cryptography, RandomBytesAreAsManyAsAskedFor) {
  Fixture world;
  const auto one = generate_random(*world.kms, {.number_of_bytes = 37});
  const auto two = generate_random(*world.kms, {.number_of_bytes = 37});
  EXPECT_EQ(one->plaintext->size(), 37U);
  EXPECT_NE(one->plaintext, two->plaintext);
  EXPECT_EQ(code_of(generate_random(*world.kms, {})), "ValidationException");
}

TEST(Cryptography, ADryRunDoesNothing) {
  Fixture world;
  EXPECT_EQ(code_of(encrypt(*world.kms, {.key_id = world.key, .plaintext = "x", .dry_run = true})),
            "DryRunOperationException");
  EXPECT_EQ(
      code_of(encrypt(*world.kms, {.key_id = "alias/none", .plaintext = "x", .dry_run = true})),
      "NotFoundException");
}

TEST(Cryptography, WhatIsNotHereIsRefusedByName) {
  Fixture world;
  EXPECT_EQ(code_of(encrypt(*world.kms,
                            {.key_id = world.key, .plaintext = "x", .grant_tokens = {"token"}})),
            "InvalidGrantTokenException");
  EXPECT_EQ(message_of(create_key(*world.kms, {.key_spec = "RSA_2048"})),
            "spotdrill's KMS has no key spec RSA_2048.");
}

}  // namespace
}  // namespace spotdrill::kms
