// What an FIS action is: its parameters, its target, and what starting it does. Adding one is a
// file in actions/, its test, and one line in the catalogue.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/units.hpp"
#include "services/ec2/ec2.hpp"
#include "services/fis/fis.hpp"

namespace spotdrill::fis {

/// The one type of resource that is not EC2's.
inline constexpr std::string_view role_resource = "aws:iam:role";
inline constexpr std::string_view subnet_resource = "aws:ec2:subnet";

/// A parameter of an action. Templates hold it as text.
struct Parameter {
  enum class Kind : std::uint8_t {
    Duration,
    Boolean,
    Service,     ///< An API's namespace: "ec2".
    Operations,  ///< Names of EC2's operations, separated by commas.
    Percentage,  ///< From 1 to 100.
    Scope,       ///< "vpc": the traffic that leaves it.
  };

  std::string_view name;
  std::string_view description;
  Kind kind = Kind::Duration;
  bool required = true;
  Duration min{0};  ///< Of a duration.
  Duration max{0};
};

/// What an action acts on; `key` is empty when it has no target.
struct ActionTarget {
  std::string_view key;            ///< "SpotInstances": the action's name for it.
  std::string_view resource_type;  ///< "aws:ec2:spot-instance".
};

/// An action of an experiment, as its function sees it.
class ActionRun {
 public:
  ActionRun(ec2::Ec2& ec2_of_region, const ActionRecord& record, std::string name,
            std::vector<std::string> target_ids)
      : ec2(ec2_of_region),
        record_(record),
        name_(std::move(name)),
        targets_(std::move(target_ids)) {}

  ec2::Ec2& ec2;

  [[nodiscard]] Instant now() const { return ec2.now(); }
  /// What the ARNs of the targets end in: ids, or the names of roles.
  [[nodiscard]] const std::vector<std::string>& targets() const { return targets_; }
  /// A duration that is required: validation has seen it.
  [[nodiscard]] Duration duration(const Parameter& parameter) const;
  [[nodiscard]] std::optional<Duration> optional_duration(const Parameter& parameter) const;
  [[nodiscard]] bool flag(const Parameter& parameter) const;
  /// The failure of this action that `refusal` of EC2 makes.
  [[nodiscard]] Failure failed(const AwsError& refusal) const;

 private:
  const ActionRecord& record_;
  std::string name_;
  std::vector<std::string> targets_;
};

/// What calls of an API are answered with while an action runs.
struct InjectedError {
  std::string_view code;
  std::string_view message;
  int http_status = 0;
};

/// When an action that has been started is over.
struct Completion {
  Instant at;
};

struct Action {
  std::string_view id;
  std::string_view description;
  ActionTarget target = {};
  std::span<const Parameter> parameters = {};
  Result<Completion, Failure> (*start)(ActionRun&) = nullptr;
  /// What calls of its target roles get, by its parameters service, operations, percentage.
  std::optional<InjectedError> injects = {};
  /// What is done when it is over. May be null.
  Result<void, Failure> (*finish)(ActionRun&) = nullptr;
  /// What is done when the experiment is stopped while it runs. May be null.
  void (*stop)(ActionRun&) = nullptr;
  /// What is done again when another daemon finds it running. May be null.
  void (*resume)(ActionRun&) = nullptr;
};

extern const Action wait;
extern const Action disrupt_connectivity;
extern const Action inject_api_throttle_error;
extern const Action reboot_instances;
extern const Action send_spot_instance_interruptions;
extern const Action stop_instances;
extern const Action terminate_instances;

}  // namespace spotdrill::fis
