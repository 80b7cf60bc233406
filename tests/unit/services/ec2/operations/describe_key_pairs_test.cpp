#include <gmock/gmock.h>

#include "services/ec2/operations/describe_world.hpp"

namespace spotdrill::ec2 {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

using KeyPairsRequest = api::ec2::DescribeKeyPairsRequest;

TEST(DescribeKeyPairs, ListsThoseThatWereNamed) {
  DescribeWorld world;
  EXPECT_THAT(describe_key_pairs(world.ec2(), {})->key_pairs, IsEmpty());
  ASSERT_TRUE(world.ec2().catalogue().key_pair("laptop").has_value());
  KeyPairsRequest request;
  request.key_names = {"desk"};
  const auto named = describe_key_pairs(world.ec2(), request);
  ASSERT_EQ(named->key_pairs.size(), 1U);
  EXPECT_EQ(named->key_pairs[0].key_name, "desk");
  EXPECT_EQ(named->key_pairs[0].create_time->time_since_epoch() % 1s, Duration{0});
  EXPECT_THAT(describe_key_pairs(world.ec2(), {})->key_pairs, SizeIs(2));
  request = {};
  request.key_pair_ids = {*named->key_pairs[0].key_pair_id};
  EXPECT_THAT(describe_key_pairs(world.ec2(), request)->key_pairs, SizeIs(1));
  request = {};
  request.filters = {filter("key-name", {"lap*"})};
  const auto filtered = describe_key_pairs(world.ec2(), request);
  ASSERT_EQ(filtered->key_pairs.size(), 1U);
  EXPECT_EQ(filtered->key_pairs[0].key_name, "laptop");
}

TEST(DescribeKeyPairs, UnknownOnesAreRefused) {
  DescribeWorld strict{Ec2Options{.strict_ids = true}};
  KeyPairsRequest request;
  request.key_names = {"laptop"};
  EXPECT_EQ(refusal_of(describe_key_pairs(strict.ec2(), request)),
            "InvalidKeyPair.NotFound: The key pair 'laptop' does not exist");
  DescribeWorld lenient;
  request = {};
  request.key_pair_ids = {"key-0123456789abcdef0"};
  EXPECT_EQ(refusal_of(describe_key_pairs(lenient.ec2(), request)),
            "InvalidKeyPair.NotFound: The key pair ID 'key-0123456789abcdef0' does not exist");
  EXPECT_EQ(dry_run(lenient, "DescribeKeyPairs", KeyPairsRequest{}), "DryRunOperation");
}

}  // namespace
}  // namespace spotdrill::ec2
