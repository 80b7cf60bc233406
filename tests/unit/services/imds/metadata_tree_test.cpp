#include "services/imds/metadata_tree.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "services/imds/fixture.hpp"

namespace spotdrill::imds {
namespace {

constexpr const char* golden_file = SPOTDRILL_GOLDEN "/imds/metadata_tree.txt";

/// Everything below `path`, a paragraph for each leaf. Signatures are not there: their key is new
/// in each run.
void crawl(Service& service, const std::string& path, std::string& text) {
  const auto response = service.get(path);
  text += fmt::format("{} {}\n", path, response.status);
  if (response.status != 200) return;
  if (!path.ends_with('/')) {
    for (const char* fresh : {"pkcs7", "rsa2048", "signature"}) {
      if (path.ends_with(fresh)) return;
    }
    text += response.body + "\n";
    return;
  }
  std::istringstream listing{response.body};
  for (std::string line; std::getline(listing, line);) {
    const std::size_t equals = line.find('=');
    if (path == "/latest/" && line != "user-data") line += '/';
    crawl(service, path + (equals == line.npos ? line : line.substr(0, equals) + "/"), text);
  }
}

// Goal: every path and what it says, at a glance and under watch.
// Method: a crawl from the top, compared with the golden file; SPOTDRILL_REWRITE_GOLDEN=1
// writes it anew.
// Source: EC2 User Guide, "Instance metadata categories".
TEST(MetadataTree, IsAsInTheGoldenFile) {
  Service service;
  service.instance.tags.erase("a b");  // Its path needs escaping; another test asks for it.
  std::string text = service.get("/").body + "\n";
  crawl(service, "/latest/", text);
  if (std::getenv("SPOTDRILL_REWRITE_GOLDEN") != nullptr) std::ofstream{golden_file} << text;
  std::ifstream file{golden_file};
  std::stringstream golden;
  golden << file.rdbuf();
  EXPECT_EQ(text, golden.str());
}

TEST(MetadataTree, SpotPathsAreNotThereBeforeTheNotice) {
  Service service;
  service.instance.interruption->noticed.reset();
  service.instance.rebalance_at.reset();
  for (const char* path : {"spot/instance-action", "spot/termination-time", "spot/",
                           "events/recommendations/rebalance", "events/recommendations/"}) {
    EXPECT_EQ(service.get(std::string{"/latest/meta-data/"} + path).status, 404) << path;
  }
  EXPECT_EQ(service.get("/latest/meta-data/").body.find("spot/"), std::string::npos);
  EXPECT_EQ(service.get("/latest/meta-data/events/").body, "maintenance/");
}

TEST(MetadataTree, NoticeSaysWhatAndWhenAndNeverSlides) {
  Service service;
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(service.get("/latest/meta-data/spot/instance-action").body,
              R"({"action":"terminate","time":"2026-11-23T10:05:00Z"})");
    EXPECT_EQ(service.get("/latest/meta-data/spot/termination-time").body, "2026-11-23T10:05:00Z");
    service.time.run_for(30s);
  }
  service.instance.interruption->action = ec2::InterruptionBehavior::Stop;
  EXPECT_EQ(service.get("/latest/meta-data/spot/instance-action").body,
            R"({"action":"stop","time":"2026-11-23T10:05:00Z"})");
  EXPECT_EQ(service.get("/latest/meta-data/spot/termination-time").status, 404);
}

TEST(MetadataTree, DatedVersionHasWhatThereWasThen) {
  Service service;
  EXPECT_EQ(service.get("/1.0/meta-data/instance-id").body, "i-0123456789abcdef0");
  EXPECT_EQ(service.get("/1.0/meta-data/instance-type").status, 404);
  EXPECT_EQ(service.get("/2007-08-29/meta-data/instance-type").body, "t3.small");
  EXPECT_EQ(service.get("/2021-07-15/meta-data/tags/instance/Name").body, "Fis/Spot");
  EXPECT_EQ(service.get("/2021-01-03/meta-data/tags/instance/Name").status, 404);
  EXPECT_EQ(service.get("/2000-01-01/meta-data/").status, 404);
}

TEST(MetadataTree, ListingsEndWithoutANewline) {
  Service service;
  EXPECT_EQ(service.get("/latest/meta-data/placement/").body,
            "availability-zone\navailability-zone-id\nregion");
  EXPECT_EQ(service.get("/latest/meta-data/public-keys/").body, "0=my-key");
  EXPECT_EQ(service.get("/latest/meta-data/iam/security-credentials/").body, "job-role");
  EXPECT_EQ(service.get("/latest/meta-data/iam/security-credentials").body, "job-role");
}

TEST(MetadataTree, TagsAreShownOnlyWhereThatIsEnabled) {
  Service service;
  EXPECT_EQ(service.get("/latest/meta-data/tags/instance/a%20b").body, "c");
  service.instance.metadata_options.instance_metadata_tags = "disabled";
  EXPECT_EQ(service.get("/latest/meta-data/tags/instance/Name").status, 404);
  EXPECT_EQ(service.get("/latest/meta-data/").body.find("tags/"), std::string::npos);
}

TEST(MetadataTree, WithoutAProfileThereIsNoIam) {
  Service service;
  service.instance.iam_profile.reset();
  for (const char* path : {"", "info", "security-credentials/", "security-credentials/job-role"}) {
    EXPECT_EQ(service.get(std::string{"/latest/meta-data/iam/"} + path).status, 404) << path;
  }
}

TEST(MetadataTree, VolumesThatCameSinceTheStartAreNotShown) {
  Service service;
  service.instance.volumes.push_back(
      {.device_name = "/dev/sdg", .attached_at = service.instance.launch_time + 1s});
  EXPECT_EQ(service.get("/latest/meta-data/block-device-mapping/").body, "ami\nebs1\nroot");
  EXPECT_EQ(service.get("/latest/meta-data/block-device-mapping/ebs1").body, "sdf");
}

TEST(MetadataTree, UserDataIsThereOnlyIfGiven) {
  Service service;
  const auto given = service.get("/latest/user-data");
  EXPECT_EQ(given.body, "#!/bin/bash\n");
  EXPECT_EQ(given.headers.get("Content-Type"), "application/octet-stream");
  service.instance.user_data.clear();
  EXPECT_EQ(service.get("/latest/user-data").status, 404);
  EXPECT_EQ(service.get("/latest/").body, "dynamic\nmeta-data");
}

TEST(MetadataTree, PathsThatAreNone) {
  Service service;
  for (const char* path :
       {"/latest/meta-data/nothing", "/latest/meta-data/instance-id/more", "/meta-data/",
        "/latestx", "/latest/meta-data/block-device-mapping/ebs2",
        "/latest/meta-data/tags/instance/%", "/latest/meta-data/%00", "/latest/vendor-data",
        "/latest/vendor-data/", "/latest/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p"}) {
    EXPECT_EQ(service.get(path).status, 404) << path;
  }
}

}  // namespace
}  // namespace spotdrill::imds
