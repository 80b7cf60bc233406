#include "services/ec2/default_images.hpp"

namespace spotdrill::ec2 {
namespace {

constexpr DefaultImage images[] = {
    {"/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
     "al2023-ami-2023.9.20251105.0-kernel-6.1-x86_64",
     "Amazon Linux 2023 AMI 2023.9.20251105.0 x86_64 HVM kernel-6.1", "137112412989", "amazon",
     "x86_64", "/dev/xvda", "2025-11-05T22:18:43.000Z", true},
    {"/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
     "al2023-ami-2023.9.20251105.0-kernel-6.1-arm64",
     "Amazon Linux 2023 AMI 2023.9.20251105.0 arm64 HVM kernel-6.1", "137112412989", "amazon",
     "arm64", "/dev/xvda", "2025-11-05T22:18:44.000Z", true},
    {"/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2",
     "amzn2-ami-hvm-2.0.20251103.3-x86_64-gp2", "Amazon Linux 2 AMI 2.0.20251103.3 x86_64 HVM gp2",
     "137112412989", "amazon", "x86_64", "/dev/xvda", "2025-11-03T18:30:06.000Z", false},
    {"/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-arm64-gp2",
     "amzn2-ami-hvm-2.0.20251103.3-arm64-gp2",
     "Amazon Linux 2 LTS Arm64 AMI 2.0.20251103.3 arm64 HVM gp2", "137112412989", "amazon", "arm64",
     "/dev/xvda", "2025-11-03T18:30:07.000Z", false},
    {"/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id",
     "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20251022",
     "Canonical, Ubuntu, 24.04, amd64 noble image", "099720109477", "", "x86_64", "/dev/sda1",
     "2025-10-22T06:57:02.000Z", true},
    {"/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id",
     "ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20251015",
     "Canonical, Ubuntu, 22.04, amd64 jammy image", "099720109477", "", "x86_64", "/dev/sda1",
     "2025-10-15T04:01:37.000Z", false},
    {"/aws/service/canonical/ubuntu/server/24.04/stable/current/arm64/hvm/ebs-gp3/ami-id",
     "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-arm64-server-20251022",
     "Canonical, Ubuntu, 24.04, arm64 noble image", "099720109477", "", "arm64", "/dev/sda1",
     "2025-10-22T06:58:11.000Z", true},
    {"/aws/service/canonical/ubuntu/server/22.04/stable/current/arm64/hvm/ebs-gp2/ami-id",
     "ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-arm64-server-20251015",
     "Canonical, Ubuntu, 22.04, arm64 jammy image", "099720109477", "", "arm64", "/dev/sda1",
     "2025-10-15T04:02:05.000Z", false},
    {"/aws/service/debian/release/12/latest/amd64", "debian-12-amd64-20251112-2294",
     "Debian 12 (20251112-2294)", "136693071363", "", "x86_64", "/dev/xvda",
     "2025-11-12T09:12:51.000Z", true},
    {"/aws/service/debian/release/12/latest/arm64", "debian-12-arm64-20251112-2294",
     "Debian 12 (20251112-2294)", "136693071363", "", "arm64", "/dev/xvda",
     "2025-11-12T09:13:40.000Z", true},
};

// In pairs with what they mean. DEVIATION: minimal images and those of one kernel are the same as
// the default one here.
constexpr ImageAlias aliases[] = {
    {"/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.1-x86_64",
     "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"},
    {"/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.1-arm64",
     "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64"},
    {"/aws/service/ami-amazon-linux-latest/al2023-ami-minimal-kernel-default-x86_64",
     "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"},
    {"/aws/service/ami-amazon-linux-latest/al2023-ami-minimal-kernel-default-arm64",
     "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64"},
    {"/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-ebs",
     "/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2"},
    {"/aws/service/ami-amazon-linux-latest/amzn2-ami-kernel-5.10-hvm-x86_64-gp2",
     "/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2"},
    {"/aws/service/ami-amazon-linux-latest/amzn2-ami-kernel-5.10-hvm-arm64-gp2",
     "/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-arm64-gp2"},
    {"/aws/service/canonical/ubuntu/server/noble/stable/current/amd64/hvm/ebs-gp3/ami-id",
     "/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id"},
    {"/aws/service/canonical/ubuntu/server/noble/stable/current/arm64/hvm/ebs-gp3/ami-id",
     "/aws/service/canonical/ubuntu/server/24.04/stable/current/arm64/hvm/ebs-gp3/ami-id"},
    {"/aws/service/canonical/ubuntu/server/jammy/stable/current/amd64/hvm/ebs-gp2/ami-id",
     "/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id"},
    {"/aws/service/canonical/ubuntu/server/jammy/stable/current/arm64/hvm/ebs-gp2/ami-id",
     "/aws/service/canonical/ubuntu/server/22.04/stable/current/arm64/hvm/ebs-gp2/ami-id"},
    {"/aws/service/debian/release/bookworm/latest/amd64",
     "/aws/service/debian/release/12/latest/amd64"},
    {"/aws/service/debian/release/bookworm/latest/arm64",
     "/aws/service/debian/release/12/latest/arm64"},
};

}  // namespace

std::span<const ImageAlias> image_aliases() {
  return aliases;
}

std::span<const DefaultImage> default_images() {
  return images;
}

}  // namespace spotdrill::ec2
