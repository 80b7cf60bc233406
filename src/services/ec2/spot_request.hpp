// The record of a Spot Instance request, its states and its status codes. Plain data: only Ec2
// (ec2.hpp) moves it along.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/units.hpp"
#include "services/ec2/interruption.hpp"
#include "services/ec2/launch.hpp"

namespace spotdrill::ec2 {

enum class SpotState : std::uint8_t { Open, Active, Disabled, Closed, Cancelled, Failed };

/// "open", "active", … as the API has them ("cancelled" with two l).
std::string_view name(SpotState state);

/// Source: EC2 User Guide, "Spot request status codes".
enum class SpotStatus : std::uint8_t {
  PendingEvaluation,
  PendingFulfillment,
  CapacityNotAvailable,
  PriceTooLow,
  NotScheduledYet,
  ConstraintNotFulfillable,
  BadParameters,
  SystemError,
  ScheduleExpired,
  CanceledBeforeFulfillment,
  Fulfilled,
  RequestCanceledAndInstanceRunning,
  MarkedForTermination,
  MarkedForStop,
  MarkedForStopByExperiment,
  InstanceTerminatedByPrice,
  InstanceTerminatedNoCapacity,
  InstanceTerminatedByExperiment,
  InstanceTerminatedByUser,
  InstanceTerminatedByService,
  InstanceStoppedByPrice,
  InstanceStoppedNoCapacity,
  InstanceStoppedByExperiment,
  InstanceStoppedByUser,
};

/// "pending-evaluation", …
std::string_view code(SpotStatus status);
/// "Your Spot request is fulfilled.", …: as AWS words them.
std::string_view message(SpotStatus status);

struct SpotRequest {
  std::string id;  ///< "sir-" and 8 letters and digits.
  SpotState state = SpotState::Open;
  SpotStatus status = SpotStatus::PendingEvaluation;
  std::string status_message;  ///< Replaces message(status) unless empty.
  Instant status_at;
  Instant created_at;
  bool persistent = false;
  InterruptionBehavior behavior = InterruptionBehavior::Terminate;
  std::optional<Instant> valid_from;
  std::optional<Instant> valid_until;
  std::int64_t price_microdollars = 0;  ///< Units: micro-USD an hour. The most that is paid.
  std::string launch_group;
  std::string availability_zone_group;
  std::string client_token;
  std::string product_description = "Linux/UNIX";
  LaunchPlan launch;
  std::string instance_id;  ///< Of the latest instance; stays when it is gone.
  std::string launched_availability_zone;
  std::string fault_code;  ///< Of a failed request.
  std::string fault_message;
  Tags tags;
  bool by_run_instances = false;       ///< Made by RunInstances' market options.
  std::optional<Instant> evaluate_at;  ///< When EC2 next looks at it; nothing: not on its own.

  bool operator==(const SpotRequest&) const = default;
};
BOOST_DESCRIBE_STRUCT(SpotRequest, (),
                      (id, state, status, status_message, status_at, created_at, persistent,
                       behavior, valid_from, valid_until, price_microdollars, launch_group,
                       availability_zone_group, client_token, product_description, launch,
                       instance_id, launched_availability_zone, fault_code, fault_message, tags,
                       by_run_instances, evaluate_at))

}  // namespace spotdrill::ec2
