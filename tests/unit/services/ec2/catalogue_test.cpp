#include "services/ec2/catalogue.hpp"

#include <gmock/gmock.h>

#include "sim/virtual_time.hpp"
#include "store/memory_store.hpp"

namespace spotdrill::ec2 {
namespace {

struct Fixture {
  explicit Fixture(bool strict_ids = false, const std::string& region = "us-east-1")
      : catalogue{world, {"123456789012", region}, strict_ids} {}

  MemoryStore store;
  sim::VirtualTime time{Instant{1'800'000'000s}};
  Random random{1};
  IdSource ids{random};
  Journal journal{store};
  World world{time, time, random, ids, journal, store};
  Catalogue catalogue;
};

// Goal: the ids of the seed document, which belong to another account, work.
TEST(Catalogue, IdsThatADocumentNamesAreAdoptedOnce) {
  Fixture fixture;
  const auto image = fixture.catalogue.image("ami-0de1377598c572f0b");
  ASSERT_TRUE(image.has_value());
  EXPECT_TRUE(image->adopted);
  const auto subnet = fixture.catalogue.subnet("subnet-00e36a47c007ede0b");
  ASSERT_TRUE(subnet.has_value());
  EXPECT_EQ(subnet->availability_zone, "us-east-1a");
  EXPECT_EQ(subnet->cidr, "10.0.0.0/24");
  EXPECT_EQ(fixture.catalogue.subnet("subnet-00e36a47c007ede0b")->vpc_id, subnet->vpc_id);
  const auto group = fixture.catalogue.security_group("sg-02b0434e8ce793b88");
  ASSERT_TRUE(group.has_value());
  EXPECT_EQ(group->vpc_id, subnet->vpc_id);
  EXPECT_TRUE(fixture.catalogue.key_pair("laptop").has_value());
  EXPECT_EQ(fixture.catalogue.key_pairs().size(), 1U);
}

TEST(Catalogue, StrictIdsRefuseThemInAwssWords) {
  Fixture fixture{true};
  Catalogue& catalogue = fixture.catalogue;
  const std::pair<AwsError, std::pair<const char*, const char*>> cases[] = {
      {catalogue.image("ami-0de1377598c572f0b").error(),
       {"InvalidAMIID.NotFound", "The image id '[ami-0de1377598c572f0b]' does not exist"}},
      {catalogue.subnet("subnet-00e36a47c007ede0b").error(),
       {"InvalidSubnetID.NotFound", "The subnet ID 'subnet-00e36a47c007ede0b' does not exist"}},
      {catalogue.security_group("sg-02b0434e8ce793b88").error(),
       {"InvalidGroup.NotFound", "The security group 'sg-02b0434e8ce793b88' does not exist"}},
      {catalogue.key_pair("laptop").error(),
       {"InvalidKeyPair.NotFound", "The key pair 'laptop' does not exist"}},
      {catalogue.instance_type("z9.huge").error(),
       {"InvalidParameterValue", "Invalid value 'z9.huge' for InstanceType."}},
  };
  for (const auto& [error, expected] : cases) {
    EXPECT_EQ(error.code, expected.first);
    EXPECT_EQ(error.message, expected.second);
  }
}

TEST(Catalogue, MalformedIdsAreRefusedInEitherMode) {
  Fixture fixture;
  EXPECT_EQ(fixture.catalogue.image("image-1").error().message,
            "Invalid id: \"image-1\" (expecting \"ami-...\")");
  EXPECT_EQ(fixture.catalogue.image("ami-XYZ").error().code, "InvalidAMIID.Malformed");
  EXPECT_EQ(fixture.catalogue.security_group("web").error().code, "InvalidGroupId.Malformed");
  EXPECT_EQ(fixture.catalogue.subnet("web").error().code, "InvalidSubnetID.NotFound");
  EXPECT_EQ(fixture.catalogue.default_subnet("us-east-1z").error().code, "InvalidParameterValue");
  EXPECT_FALSE(fixture.catalogue.instance_type("huge").has_value());
}

TEST(Catalogue, DefaultsAreTheSameAfterARestartAndDifferByRegion) {
  Fixture first;
  Fixture again{true};
  Fixture elsewhere{false, "eu-west-1"};
  EXPECT_EQ(first.catalogue.default_vpc_id(), again.catalogue.default_vpc_id());
  EXPECT_NE(first.catalogue.default_vpc_id(), elsewhere.catalogue.default_vpc_id());
  EXPECT_EQ(first.catalogue.subnets().size(), 6U);
  EXPECT_EQ(elsewhere.catalogue.subnets().size(), 3U);
  const auto subnet = again.catalogue.default_subnet("us-east-1b");
  ASSERT_TRUE(subnet.has_value());
  EXPECT_EQ(subnet->cidr, "172.31.16.0/20");
  EXPECT_EQ(again.catalogue.subnet(subnet->id)->id, subnet->id);
  const SecurityGroup group = again.catalogue.default_security_group(subnet->vpc_id);
  EXPECT_EQ(again.catalogue.security_group(group.id)->name, "default");
}

TEST(Catalogue, AdoptedIdsSurviveARestart) {
  Fixture fixture;
  const std::string cidr = fixture.catalogue.subnet("subnet-0aaaaaaaaaaaaaaaa")->cidr;
  ASSERT_TRUE(fixture.catalogue.subnet("subnet-0bbbbbbbbbbbbbbbb").has_value());
  fixture.store.commit();
  Catalogue restarted{fixture.world, {"123456789012", "us-east-1"}, true};
  EXPECT_EQ(restarted.subnet("subnet-0aaaaaaaaaaaaaaaa")->cidr, cidr);
  EXPECT_TRUE(restarted.subnet("subnet-0bbbbbbbbbbbbbbbb").has_value());
}

TEST(Catalogue, PublicParameterNamesTheNewestImage) {
  Fixture fixture{true};
  const auto image = fixture.catalogue.image(
      "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64");
  ASSERT_TRUE(image.has_value());
  EXPECT_EQ(image->architecture, "arm64");
  EXPECT_FALSE(fixture.catalogue.image("resolve:ssm:/none").has_value());
}

TEST(Catalogue, AddressesAreHandedOutLowestFirstAndReturn) {
  Fixture fixture;
  const Subnet subnet = fixture.catalogue.default_subnet("").value();
  EXPECT_EQ(fixture.catalogue.free_ips(subnet), 4091);
  EXPECT_EQ(fixture.catalogue.allocate_ip(subnet, "").value(), "172.31.0.4");
  EXPECT_EQ(fixture.catalogue.allocate_ip(subnet, "").value(), "172.31.0.5");
  EXPECT_EQ(fixture.catalogue.allocate_ip(subnet, "172.31.0.6").value(), "172.31.0.6");
  EXPECT_EQ(fixture.catalogue.allocate_ip(subnet, "172.31.0.6").error().code,
            "InvalidIPAddress.InUse");
  EXPECT_EQ(fixture.catalogue.allocate_ip(subnet, "172.31.0.1").error().message,
            "Address 172.31.0.1 is in subnet's reserved address range");
  EXPECT_EQ(fixture.catalogue.allocate_ip(subnet, "10.0.0.9").error().code,
            "InvalidParameterValue");
  EXPECT_EQ(fixture.catalogue.free_ips(subnet), 4088);
}

// Goal: a replacement has not the address of the instance that it replaces.
TEST(Catalogue, AddressThatIsGivenBackIsGivenAgainAsLateAsCanBe) {
  Fixture fixture;
  const Subnet subnet = fixture.catalogue.subnet("subnet-0aaaaaaaaaaaaaaaa").value();
  const auto next = [&] { return fixture.catalogue.allocate_ip(subnet, "").value(); };
  const std::string first = next();
  fixture.catalogue.release_ip(subnet.id, first);
  EXPECT_NE(next(), first);
  for (int i = 0; i < 249; ++i) EXPECT_NE(next(), first);
  EXPECT_EQ(next(), first);
  EXPECT_FALSE(fixture.catalogue.allocate_ip(subnet, "").has_value());
}

TEST(Catalogue, FullSubnetIsRefused) {
  Fixture fixture;
  const Subnet subnet = fixture.catalogue.subnet("subnet-0aaaaaaaaaaaaaaaa").value();
  for (int i = 0; i < 251; ++i) ASSERT_TRUE(fixture.catalogue.allocate_ip(subnet, "").has_value());
  EXPECT_EQ(fixture.catalogue.allocate_ip(subnet, "").error().code,
            "InsufficientFreeAddressesInSubnet");
}

TEST(InstanceTypes, TableAndNamesGiveTheSameKindOfAnswer) {
  Fixture fixture;
  const InstanceType small = fixture.catalogue.instance_type("t3.small").value();
  EXPECT_EQ(small.vcpus, 2);
  EXPECT_EQ(small.memory_mib, 2048);
  EXPECT_TRUE(small.burstable);
  EXPECT_EQ(small.on_demand_microdollars, 20'800);
  EXPECT_LT(small.spot_microdollars, small.on_demand_microdollars);
  const InstanceType unknown = fixture.catalogue.instance_type("c8gn.4xlarge").value();
  EXPECT_EQ(unknown.vcpus, 16);
  EXPECT_EQ(unknown.memory_mib, 32 * 1024);
  EXPECT_EQ(unknown.architecture, "arm64");
  EXPECT_EQ(fixture.catalogue.instance_type("m1.small").value().vcpus, 1);
}

TEST(Regions, ZonesAreAwss) {
  EXPECT_EQ(zones_of("us-east-1").size(), 6U);
  EXPECT_EQ(zones_of("us-west-2")[0].id, "usw2-az2");
  EXPECT_EQ(zones_of("mars-north-1")[2].name, "mars-north-1c");
  EXPECT_EQ(zones_of("mars-north-1")[2].id, "man1-az3");
}

}  // namespace
}  // namespace spotdrill::ec2
