#include "services/imds/token.hpp"

#include <gtest/gtest.h>

#include "store/memory_store.hpp"

namespace spotdrill::imds {
namespace {

constexpr Instant start{std::chrono::seconds{1'700'000'000}};

struct Authority {
  MemoryStore store;
  Random random{7};
  TokenAuthority tokens{store, random};
};

TEST(TokenTtl, IsAWholeNumberOfSecondsUpToSixHours) {
  EXPECT_EQ(parse_token_ttl("1"), Duration{1s});
  EXPECT_EQ(parse_token_ttl("21600"), Duration{6h});
  for (const char* wrong : {"", "0", "21601", "-1", "+5", " 5", "5 ", "1.5", "5s", "99999999999"}) {
    EXPECT_FALSE(parse_token_ttl(wrong).has_value()) << wrong;
  }
}

TEST(TokenAuthority, TokenIsGoodUntilItsTtlHasPassed) {
  Authority authority;
  const std::string token = authority.tokens.issue("i-1", start, 60s);
  EXPECT_EQ(token.size(), token_length);
  EXPECT_EQ(authority.tokens.remaining(token, "i-1", start), Duration{60s});
  EXPECT_EQ(authority.tokens.remaining(token, "i-1", start + 59s), Duration{1s});
  EXPECT_FALSE(authority.tokens.remaining(token, "i-1", start + 60s).has_value());
}

TEST(TokenAuthority, TokenBelongsToItsInstance) {
  Authority authority;
  const std::string token = authority.tokens.issue("i-1", start, 60s);
  EXPECT_FALSE(authority.tokens.remaining(token, "i-2", start).has_value());
}

TEST(TokenAuthority, TwoTokensDiffer) {
  Authority authority;
  EXPECT_NE(authority.tokens.issue("i-1", start, 60s), authority.tokens.issue("i-1", start, 60s));
}

TEST(TokenAuthority, AnyChangeSpoilsAToken) {
  Authority authority;
  const std::string token = authority.tokens.issue("i-1", start, 60s);
  for (std::size_t i = 0; i < token.size(); ++i) {
    std::string changed = token;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(authority.tokens.remaining(changed, "i-1", start).has_value()) << i;
  }
  EXPECT_FALSE(authority.tokens.remaining("", "i-1", start).has_value());
  EXPECT_FALSE(authority.tokens.remaining(std::string(1 << 20, 'A'), "i-1", start).has_value());
}

// Goal: a script that keeps its token goes on after the daemon has been restarted.
TEST(TokenAuthority, TokensSurviveARestart) {
  Authority authority;
  const std::string token = authority.tokens.issue("i-1", start, 60s);
  authority.store.commit();
  Random other{8};
  const TokenAuthority restarted{authority.store, other};
  EXPECT_TRUE(restarted.remaining(token, "i-1", start).has_value());
}

}  // namespace
}  // namespace spotdrill::imds
