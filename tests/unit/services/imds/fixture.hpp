// An instance that has everything, and a metadata service to ask.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "engine/journal.hpp"
#include "services/imds/imds.hpp"
#include "sim/virtual_time.hpp"
#include "store/memory_store.hpp"

namespace spotdrill::imds {

/// "2026-11-23T10:00:00Z".
inline constexpr Instant test_start{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 10h};

inline ec2::Instance full_instance() {
  ec2::Instance instance;
  instance.id = "i-0123456789abcdef0";
  instance.reservation_id = "r-0123456789abcdef0";
  instance.owner_id = "123456789012";
  instance.image_id = "ami-0de1377598c572f0b";
  instance.instance_type = "t3.small";
  instance.architecture = "x86_64";
  instance.root_device_name = "/dev/xvda";
  instance.volumes = {{.device_name = "/dev/xvda"}, {.device_name = "/dev/sdf"}};
  instance.key_name = "my-key";
  instance.user_data = "#!/bin/bash\n";
  instance.iam_profile = {{.arn = "arn:aws:iam::123456789012:instance-profile/job",
                           .id = "AIPA0123456789ABCDEFG",
                           .name = "job"}};
  instance.tags = {{"Name", "Fis/Spot"}, {"a b", "c"}};
  instance.metadata_options.instance_metadata_tags = "enabled";
  instance.availability_zone = "us-east-1a";
  instance.availability_zone_id = "use1-az1";
  instance.vpc_id = "vpc-0123456789abcdef0";
  instance.subnet_id = "subnet-0123456789abcdef0";
  instance.subnet_cidr = "172.31.16.0/20";
  instance.network_interface_id = "eni-0123456789abcdef0";
  instance.mac = "0a:01:02:03:04:05";
  instance.private_ip = "172.31.16.10";
  instance.private_dns_name = "ip-172-31-16-10.ec2.internal";
  instance.public_ip = "203.0.113.7";
  instance.public_dns_name = "ec2-203-0-113-7.compute-1.amazonaws.com";
  instance.security_groups = {{"sg-02b0434e8ce793b88", "default"}, {"sg-1", "more"}};
  instance.launch_time = test_start;
  instance.spot_request_id = "sir-4en69zkq";
  instance.rebalance_at = test_start + 1min;
  instance.interruption = ec2::Interruption{
      .notice_at = test_start + 3min, .deadline = test_start + 5min, .noticed = test_start + 3min};
  return instance;
}

class Service {
 public:
  protocol::HttpResponse ask(protocol::HttpRequest request) {
    return imds.answer(request, instance, place);
  }
  protocol::HttpResponse get(const std::string& path, protocol::Headers headers = {}) {
    return ask({.method = "GET", .target = path, .headers = std::move(headers)});
  }
  protocol::HttpResponse put_token(const std::string& ttl) {
    return ask({.method = "PUT",
                .target = "/latest/api/token",
                .headers = {{"x-aws-ec2-metadata-token-ttl-seconds", ttl}}});
  }

  Sources sources() {
    return {.role = [](const ec2::Instance&) { return "job-role"; },
            .credentials = [this](const std::string& role,
                                  const std::string& id) -> std::optional<Credentials> {
              return Credentials{.access_key_id = "ASIA" + role,
                                 .secret_access_key = "secret/" + id,
                                 .token = "token\"1",
                                 .issued = time.now(),
                                 .expires = time.now() + 6h};
            }};
  }

  MemoryStore store;
  sim::VirtualTime time{test_start};
  Random random{1};
  IdSource ids{random};
  Journal journal{store};
  World world{time, time, random, ids, journal, store};
  ec2::Instance instance = full_instance();
  Place place{"123456789012", "us-east-1"};
  Imds imds{world, sources()};
};

}  // namespace spotdrill::imds
