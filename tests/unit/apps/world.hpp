// Every service of the daemon in virtual time, with modelled instances, for the tests of apps/.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "apps/function_surroundings.hpp"
#include "apps/services.hpp"
#include "services/ec2/operations.hpp"
#include "sim/modelled_process_host.hpp"
#include "sim/virtual_time.hpp"
#include "store/memory_blobs.hpp"
#include "store/memory_store.hpp"

namespace spotdrill::apps {

struct AppWorld {
  explicit AppWorld(std::optional<std::uint64_t> seed = {})
      : random{seed.value_or(1)},
        services{
            world, host, no_function_host(), blobs,
            ServiceSettings{.identity = {.account = "123456789012", .root = {"AKIAROOT", "secret"}},
                            .seed = seed}} {}

  ec2::Ec2& ec2() { return services.ec2().at("us-east-1"); }

  /// A running Spot Instance.
  std::string run_spot_instance() {
    api::ec2::RequestSpotInstancesRequest request;
    request.launch_specification.emplace().image_id = "ami-0de1377598c572f0b";
    request.launch_specification->instance_type = "t3.small";
    const auto made = request_spot_instances(ec2(), request);
    EXPECT_TRUE(made.has_value());
    time.settle();
    return ec2()
        .find_request(*made->spot_instance_requests.at(0).spot_instance_request_id)
        ->instance_id;
  }

  /// "2026-11-23T10:00:00Z".
  static constexpr Instant start{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 10h};

  MemoryStore store;
  sim::VirtualTime time{start};
  Random random;
  IdSource ids{random};
  Journal journal{store};
  World world{time, time, random, ids, journal, store};
  sim::ModelledProcessHost host{time, time};
  MemoryBlobs blobs;
  Services services;
};

}  // namespace spotdrill::apps
