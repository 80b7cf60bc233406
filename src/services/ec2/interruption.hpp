// An interruption of a Spot Instance: what is to come, and what the instance has been told. Not the
// carrying out: that is Ec2's (ec2.hpp).
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/units.hpp"

namespace spotdrill::ec2 {

/// "a Spot Instance interruption notice … is issued two minutes before Amazon EC2 stops or
/// terminates your Spot Instance". Source: EC2 User Guide, "Spot Instance interruption notices".
inline constexpr Duration interruption_notice_lead = 2min;

/// What EC2 does with an interrupted Spot Instance.
enum class InterruptionBehavior : std::uint8_t { Terminate, Stop, Hibernate };

/// "terminate", "stop", "hibernate": in the API as in `spot/instance-action`.
std::string_view name(InterruptionBehavior behavior);
std::optional<InterruptionBehavior> interruption_behavior(std::string_view name);

/// Who takes the capacity away; it shows in the request's status code only.
enum class InterruptionCause : std::uint8_t {
  NoCapacity,  ///< EC2 needs it back; also `spotdrill interrupt`, by hand.
  Experiment,  ///< aws:ec2:send-spot-instance-interruptions.
  Price,       ///< The Spot price exceeds the request's.
};

/// One interruption of one instance.
struct Interruption {
  InterruptionCause cause = InterruptionCause::NoCapacity;
  InterruptionBehavior action = InterruptionBehavior::Terminate;
  Instant notice_at;               ///< When the notice appears.
  Instant deadline;                ///< `time` of the notice; it never slides.
  std::optional<Instant> noticed;  ///< When the notice appeared. Nothing: not yet.

  bool operator==(const Interruption&) const = default;
};
BOOST_DESCRIBE_STRUCT(Interruption, (), (cause, action, notice_at, deadline, noticed))

}  // namespace spotdrill::ec2
