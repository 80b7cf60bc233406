// EC2 in virtual time with modelled instances, for the tests of the describes.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "services/ec2/ec2_service.hpp"
#include "services/ec2/operations.hpp"
#include "sim/modelled_process_host.hpp"
#include "sim/virtual_time.hpp"
#include "store/memory_store.hpp"

namespace spotdrill::ec2 {

class DescribeWorld {
 public:
  explicit DescribeWorld(Ec2Options options = {})
      : service_{world_, "123456789012", host_, std::move(options)} {}

  Ec2& ec2() { return service_.at("us-east-1"); }
  sim::ModelledProcessHost& host() { return host_; }
  void settle() { time_.settle(); }

  const Instance& instance(const std::string& id) { return *ec2().find_instance(id); }

  /// A running Spot Instance of a one-time request.
  std::string run_spot_instance() {
    api::ec2::RequestSpotInstancesRequest request;
    request.launch_specification.emplace().image_id = "ami-0de1377598c572f0b";
    request.launch_specification->instance_type = "t3.small";
    const auto made = request_spot_instances(ec2(), request);
    EXPECT_TRUE(made.has_value()) << made.error().message;
    settle();
    return ec2()
        .find_request(*made->spot_instance_requests[0].spot_instance_request_id)
        ->instance_id;
  }

  /// A running On-Demand instance.
  std::string run_instance() {
    api::ec2::RunInstancesRequest request;
    request.image_id = "ami-0de1377598c572f0b";
    request.instance_type = "t3.small";
    request.min_count = request.max_count = 1;
    const auto made = run_instances(ec2(), request);
    EXPECT_TRUE(made.has_value()) << made.error().message;
    settle();
    return *made->instances[0].instance_id;
  }

  /// How many facts of that kind the journal has about a resource.
  int facts_of(const std::string& resource, std::string_view kind) {
    int count = 0;
    for (const Fact& fact : journal_.facts()) {
      if (fact.resource == resource && fact.kind == kind) ++count;
    }
    return count;
  }

 private:
  MemoryStore store_;
  sim::VirtualTime time_{Instant{1'800'000'000s}};
  Random random_{1};
  IdSource ids_{random_};
  Journal journal_{store_};
  spotdrill::World world_{time_, time_, random_, ids_, journal_, store_};
  sim::ModelledProcessHost host_{time_, time_};
  Ec2Service service_;
};

}  // namespace spotdrill::ec2
