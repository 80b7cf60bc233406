#include "apps/metadata_key.hpp"

#include <gtest/gtest.h>

#include "base/openssl.hpp"

namespace spotdrill::apps {
namespace {

TEST(MetadataKey, EachInstanceAndEachTokenHasItsOwn) {
  const std::string key = metadata_key("token", "i-0123456789abcdef0");
  EXPECT_EQ(key.size(), 32U);
  EXPECT_EQ(key, metadata_key("token", "i-0123456789abcdef0")) << "a later server's is the same";
  EXPECT_NE(key, metadata_key("token", "i-0123456789abcdef1"));
  EXPECT_NE(key, metadata_key("other", "i-0123456789abcdef0"));
  EXPECT_EQ(metadata_key("", "i-0123456789abcdef0"), "");
}

TEST(MetadataKey, SecretsAreTheSameWholeOnly) {
  EXPECT_TRUE(same_secret("Bearer x", "Bearer x"));
  EXPECT_FALSE(same_secret("Bearer ", "Bearer x"));
  EXPECT_FALSE(same_secret("", "Bearer x"));
  EXPECT_FALSE(same_secret("bearer x", "Bearer x"));
}

}  // namespace
}  // namespace spotdrill::apps
