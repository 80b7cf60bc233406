// EC2 in virtual time with modelled instances, for the tests of the describes.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "services/ec2/describes.hpp"
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
  Ec2Service& service() { return service_; }
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

inline api::ec2::Filter filter(std::string name, std::vector<std::string> values) {
  api::ec2::Filter made;
  made.name = std::move(name);
  made.values = std::move(values);
  return made;
}

/// "Code: message" of a refusal, "none" of a success.
template <class Made>
std::string refusal_of(const Result<Made>& made) {
  return made.has_value() ? "none" : made.error().code + ": " + made.error().message;
}

/// The code that a request with DryRun is refused with before any handler sees it.
template <class Request>
std::string dry_run(DescribeWorld& world, std::string_view operation, Request request) {
  request.dry_run = true;
  const wire::Service service = make_service(world.service());
  const auto refused = service.precheck(*wire::find_operation(service, operation), &request);
  return refused ? refused->code : "none";
}

/// How many items each page of a listing has, followed from token to token. `items` is the member
/// of the reply that has them.
template <class Output, class Request, class Item>
std::vector<std::size_t> page_sizes(Ec2& ec2, Result<Output> (*describe)(Ec2&, const Request&),
                                    Request request, std::vector<Item> Output::* items) {
  std::vector<std::size_t> sizes;
  constexpr std::size_t pages_max = 20;
  do {
    const auto page = describe(ec2, request);
    EXPECT_TRUE(page.has_value()) << refusal_of(page);
    if (!page.has_value()) break;
    sizes.push_back(((*page).*items).size());
    request.next_token = page->next_token;
  } while (request.next_token && sizes.size() < pages_max);
  return sizes;
}

}  // namespace spotdrill::ec2
