#include "host/boot_config.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>

#include "host/real_clock.hpp"
#include "scratch.hpp"

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

// What PID 1 is told of `user_data` at its first boot.
std::string told(const std::string& user_data, HostMode mode, bool with_cloud_init) {
  const ScratchDirectory scratch;
  const RealClock clock{RealClock::origin_now(1)};
  HostOptions options{.data_dir = scratch.path()};
  if (with_cloud_init) options.cloud_init = [] { return "/somewhere/cloud-init"; };
  const InstanceBoot boot{.instance_id = id, .user_data = user_data};
  EXPECT_TRUE(write_boot_files(scratch.path() / id, boot, options, mode, {}, clock, {}));
  std::ifstream file{scratch.path() / id / "boot.conf"};
  return {std::istreambuf_iterator<char>{file}, {}};
}

constexpr const char* config_archive =
    "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
    "Content-Type: text/x-shellscript\n\n#!/bin/sh\necho up\n--b\n"
    "Content-Type: text/cloud-config\n\nruncmd: []\n--b--\n";

TEST(BootConfig, UserDataThatIsMoreThanScriptsIsLeftToCloudInitWhole) {
  const std::string text = told(config_archive, HostMode::Root, true);
  EXPECT_THAT(text, HasSubstr("\nrun_cloud_init=1\n"));
  EXPECT_THAT(text, HasSubstr("\ncloud_init=/somewhere/cloud-init\n"));
  EXPECT_THAT(text, Not(HasSubstr("part=")));
  EXPECT_THAT(text, Not(HasSubstr("unavailable=")));
}

TEST(BootConfig, ScriptIsRunWithoutCloudInitWhereItIsThereToo) {
  const std::string text = told("#!/bin/sh\n", HostMode::Root, true);
  EXPECT_THAT(text, Not(HasSubstr("run_cloud_init")));
  EXPECT_THAT(text, HasSubstr("\npart=part-001\n"));
}

TEST(BootConfig, WithoutCloudInitItIsSaidHowToGetIt) {
  const std::string text = told(config_archive, HostMode::Userns, false);
  EXPECT_THAT(text, HasSubstr("\npart=part-001\n"));
  EXPECT_THAT(text, HasSubstr("\nunavailable=user-data\t#cloud-config\t"));
  EXPECT_THAT(text, HasSubstr("'spotdrill fetch cloud-init' gets it"));
}

// Goal: the files that cloud-init writes are never this computer's own.
TEST(BootConfig, PlainProcessesRunNoCloudInit) {
  const std::string text = told(config_archive, HostMode::Plain, true);
  EXPECT_THAT(text, Not(HasSubstr("cloud_init=")));
  EXPECT_THAT(text, HasSubstr("instances here are plain processes"));
}

}  // namespace
}  // namespace spotdrill
