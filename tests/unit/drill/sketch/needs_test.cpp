#include "drill/sketch/needs.hpp"

#include <gtest/gtest.h>

#include <string>

namespace spotdrill::drill::sketch {
namespace {

/// What the job of one line needs, up to the first full stop; "" for nothing.
std::string missing_of(const std::string& line) {
  std::string text;
  for (const MissingHere& each : find_missing_here(read_user_data("job.sh", line, "/nowhere"))) {
    text += std::string{each.sentence.substr(0, each.sentence.find('.'))} + ";";
  }
  return text;
}

TEST(MissingHere, IsFoundByTheLineThatNeedsIt) {
  EXPECT_EQ(missing_of("sudo docker run --rm x"), "Not here: docker;");
  EXPECT_EQ(missing_of("systemctl start spot"), "");
  EXPECT_EQ(missing_of("cat >/etc/systemd/system/spot.service <<E"), "");
  EXPECT_EQ(missing_of("cat >/etc/systemd/system/spot.socket <<E"), "");
  EXPECT_EQ(missing_of("cat >/etc/systemd/system/spot.mount <<E"),
            "Not here: systemd's units of that kind;");
  EXPECT_EQ(missing_of("git clone --depth 1 https://github.com/a/b.git"),
            "Not here: the internet;");
  EXPECT_EQ(missing_of("t = boto3.resource(\"dynamodb\")"), "");
  EXPECT_EQ(missing_of("q = boto3.resource(\"sqs\")"), "");
  EXPECT_EQ(missing_of("mdadm --create /dev/md0 /dev/nvme1n1 /dev/nvme2n1"),
            "Not here: partitions, LVM and RAID;");
}

TEST(MissingHere, IsNotWhatIsOnlySpokenOf) {
  EXPECT_EQ(missing_of("# docker run x, systemctl start y"), "");
  EXPECT_EQ(missing_of("#cloud-config\nruncmd: [x]"), "");
  EXPECT_EQ(missing_of("echo no docker, please"), "");
  EXPECT_EQ(missing_of("git clone /mnt/efs/repo work"), "");
  EXPECT_EQ(missing_of("mount -t efs fs-1:/ /mnt/work"), "");
  EXPECT_EQ(missing_of("aws ec2 attach-volume --volume-id v"), "");
  EXPECT_EQ(missing_of("mount /dev/xvdf /data"), "");
  EXPECT_EQ(missing_of("(crontab -l; echo '* * * * * /x') | crontab -"), "");
  EXPECT_EQ(missing_of("aws --region x s3 cp a b"), "");
  EXPECT_EQ(missing_of("aws ssm get-parameter --name s3"), "");
}

}  // namespace
}  // namespace spotdrill::drill::sketch
