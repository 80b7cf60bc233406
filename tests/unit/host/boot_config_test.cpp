#include "host/boot_config.hpp"

#include <gmock/gmock.h>

#include "host/real_clock.hpp"

namespace spotdrill {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

constexpr const char* id = "i-0123456789abcdef0";

std::vector<std::string> environment(HostMode mode, const HostOptions& options) {
  const RealClock clock{RealClock::origin_now(1)};
  InstanceBoot boot;
  boot.instance_id = id;
  return guest_environment(boot, options, mode, clock);
}

// Goal: where an instance has no network of its own, its programs reach their metadata and nobody
// else's programs do: the key is in what they are told, by both ways.
TEST(BootConfig, PlainInstanceIsToldTheKeyToItsMetadata) {
  HostOptions options{.port = 4566};
  options.metadata_key = [](std::string_view instance) {
    return "key-of-" + std::string{instance};
  };
  const auto variables = environment(HostMode::Plain, options);
  EXPECT_THAT(variables, Contains("AWS_EC2_METADATA_SERVICE_ENDPOINT=http://127.0.0.1:4566/"
                                  "_spotdrill/imds/i-0123456789abcdef0/"
                                  "key-of-i-0123456789abcdef0/"));
  EXPECT_THAT(variables, Contains("http_proxy=http://i-0123456789abcdef0:"
                                  "key-of-i-0123456789abcdef0@127.0.0.1:4566"));
}

TEST(BootConfig, WithoutAKeyThePathIsTheInstances) {
  const auto variables = environment(HostMode::Plain, HostOptions{.port = 4566});
  EXPECT_THAT(variables, Contains("AWS_EC2_METADATA_SERVICE_ENDPOINT=http://127.0.0.1:4566/"
                                  "_spotdrill/imds/i-0123456789abcdef0/"));
}

TEST(BootConfig, InstanceWithItsOwnNetworkNeedsNoKey) {
  HostOptions options;
  options.metadata_key = [](std::string_view) { return "secret"; };
  EXPECT_THAT(environment(HostMode::Root, options), Not(Contains(HasSubstr("secret"))));
}

}  // namespace
}  // namespace spotdrill
