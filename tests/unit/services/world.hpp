// A world for tests of services: virtual time, a store in memory, modelled instances, EC2 on top.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "engine/journal.hpp"
#include "engine/random.hpp"
#include "engine/world.hpp"
#include "services/ec2/ec2_service.hpp"
#include "services/ec2/operations.hpp"
#include "sim/modelled_process_host.hpp"
#include "sim/virtual_time.hpp"
#include "store/memory_store.hpp"

namespace spotdrill::test {

class World {
 public:
  /// "2026-11-23T10:00:00Z".
  static constexpr Instant start{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 10h};

  explicit World(ec2::Ec2Options options = {}) : options_(std::move(options)) { make(); }

  /// As kill -9 and a new start: what was committed is all that is left of the control plane.
  /// Instances run on, unless `lose_instances`.
  void restart(bool lose_instances = false) {
    pause();
    if (lose_instances) host_->lose_all();
    make();
  }

  /// The control plane is down until resume.
  void pause() {
    store.commit();
    service_.reset();
    journal_.reset();
  }
  void resume() { make(); }

  ec2::Ec2& ec2() { return service_->at("us-east-1"); }
  ec2::Ec2Service& service() { return *service_; }
  Journal& journal() { return *journal_; }
  sim::ModelledProcessHost& host() { return *host_; }
  spotdrill::World& engine() { return *engine_; }

  void run_for(Duration span) { time.run_for(span); }
  void settle() { time.settle(); }

  /// What a request to RequestSpotInstances needs at least.
  static api::ec2::RequestSpotInstancesRequest spot_request() {
    api::ec2::RequestSpotInstancesRequest request;
    request.launch_specification.emplace().image_id = "ami-0de1377598c572f0b";
    request.launch_specification->instance_type = "t3.small";
    return request;
  }

  /// A running Spot Instance of a one-time request, or of what `request` says.
  std::string run_spot_instance(
      const api::ec2::RequestSpotInstancesRequest& request = spot_request()) {
    const auto made = request_spot_instances(ec2(), request);
    EXPECT_TRUE(made.has_value()) << made.error().message;
    settle();
    const auto* record =
        ec2().find_request(*made->spot_instance_requests[0].spot_instance_request_id);
    return record->instance_id;
  }

  /// A running On-Demand instance.
  std::string run_instance(api::ec2::RunInstancesRequest request = {}) {
    if (!request.image_id) request.image_id = "ami-0de1377598c572f0b";
    if (!request.instance_type) request.instance_type = "t3.small";
    if (request.min_count == 0) request.min_count = request.max_count = 1;
    const auto made = run_instances(ec2(), request);
    EXPECT_TRUE(made.has_value()) << made.error().message;
    settle();
    return *made->instances[0].instance_id;
  }

  const ec2::Instance& instance(const std::string& id) { return *ec2().find_instance(id); }
  const ec2::SpotRequest& request_of(const std::string& instance_id) {
    return *ec2().find_request(instance(instance_id).spot_request_id);
  }

  /// What the journal has of a resource, a line for each fact: "T+120s kind" and the details that
  /// say what it came to.
  std::string journal_of(const std::string& resource) {
    std::string text = "\n";
    for (const Fact& fact : journal().facts()) {
      if (fact.resource != resource) continue;
      const auto seconds = std::chrono::duration<double>(fact.at - start).count();
      text += fmt::format("T+{:g}s {}", seconds, fact.kind);
      for (const char* key : {"state", "code", "signal", "reason", "action", "time"}) {
        const json::value* value = fact.details.if_contains(key);
        if (value == nullptr) continue;
        text += value->is_string() ? fmt::format(" {}", std::string_view{value->get_string()})
                                   : " " + to_text(*value);
      }
      text += "\n";
    }
    return text;
  }

  MemoryStore store;
  sim::VirtualTime time{start};

 private:
  void make() {
    if (host_ == nullptr) host_ = std::make_unique<sim::ModelledProcessHost>(time, time);
    journal_ = std::make_unique<Journal>(store);
    engine_ = std::make_unique<spotdrill::World>(
        spotdrill::World{time, time, random_, ids_, *journal_, store});
    service_ = std::make_unique<ec2::Ec2Service>(*engine_, "123456789012", *host_, options_);
  }

  ec2::Ec2Options options_;
  Random random_{1};
  IdSource ids_{random_};
  std::unique_ptr<sim::ModelledProcessHost> host_;
  std::unique_ptr<Journal> journal_;
  std::unique_ptr<spotdrill::World> engine_;
  std::unique_ptr<ec2::Ec2Service> service_;
};

}  // namespace spotdrill::test
