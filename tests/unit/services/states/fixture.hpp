// Step Functions in virtual time, and short ways to make state machines.
#pragma once

#include <memory>
#include <string>

#include "services/states/operations.hpp"
#include "sim/virtual_time.hpp"
#include "store/memory_store.hpp"

namespace spotdrill::states {

/// 2027-01-15T08:00:00Z.
inline constexpr Instant start{1'800'000'000s};

inline const std::string pass =
    R"({"StartAt":"A","States":{"A":{"Type":"Pass","Result":{"a":1},"End":true}}})";
inline const std::string other_pass =
    R"({"StartAt":"A","States":{"A":{"Type":"Pass","Result":{"a":2},"End":true}}})";
inline const std::string third_pass =
    R"({"StartAt":"A","States":{"A":{"Type":"Pass","Result":{"a":3},"End":true}}})";
inline const std::string role = "arn:aws:iam::123456789012:role/sfn";
inline const std::string machine_prefix = "arn:aws:states:us-east-1:123456789012:stateMachine:";
inline const std::string activity_prefix = "arn:aws:states:us-east-1:123456789012:activity:";

struct Fixture {
  MemoryStore store;
  sim::VirtualTime time{start};
  Random random{1};
  IdSource ids{random};
  Journal journal{store};
  World world{time, time, random, ids, journal, store};
  std::unique_ptr<States> states = make();

  std::unique_ptr<States> make() {
    return std::make_unique<States>(world, Place{"123456789012", "us-east-1"}, 1s);
  }

  /// What a daemon finds that is started on the same store.
  void restart() {
    store.commit();
    states.reset();
    states = make();
  }

  auto create(const api::states::CreateStateMachineInput& request) {
    return create_state_machine(*states, request);
  }
  /// Makes a state machine, and gives its ARN or the code of the refusal.
  std::string create(const std::string& name, const std::string& definition = pass) {
    const auto made = create({.name = name, .definition = definition, .role_arn = role});
    return made.has_value() ? made->state_machine_arn : made.error().code;
  }
  auto update(const api::states::UpdateStateMachineInput& request) {
    return update_state_machine(*states, request);
  }
  /// Changes the definition and publishes it.
  std::string update_and_publish(const std::string& arn, const std::string& definition) {
    return update({.state_machine_arn = arn, .definition = definition, .publish = true})
        ->state_machine_version_arn.value();
  }
  auto describe(const std::string& arn) {
    return describe_state_machine(*states, {.state_machine_arn = arn});
  }
  auto publish(const std::string& arn) {
    return publish_state_machine_version(*states, {.state_machine_arn = arn});
  }
};

inline std::string code(const auto& result) {
  return result.has_value() ? "" : result.error().code;
}
inline std::string message(const auto& result) {
  return result.has_value() ? "" : result.error().message;
}

}  // namespace spotdrill::states
