#include "services/ec2/instance.hpp"

namespace spotdrill::ec2 {

std::string_view name(InstanceState state) {
  switch (state) {
    case InstanceState::Pending:
      return "pending";
    case InstanceState::Running:
      return "running";
    case InstanceState::ShuttingDown:
      return "shutting-down";
    case InstanceState::Terminated:
      return "terminated";
    case InstanceState::Stopping:
      return "stopping";
    case InstanceState::Stopped:
      return "stopped";
  }
  return {};
}

std::string_view code(StateReason reason) {
  switch (reason) {
    case StateReason::None:
      return {};
    case StateReason::Pending:
      return "pending";
    case StateReason::UserInitiatedShutdown:
      return "Client.UserInitiatedShutdown";
    case StateReason::UserInitiatedHibernate:
      return "Client.UserInitiatedHibernate";
    case StateReason::InstanceInitiatedShutdown:
      return "Client.InstanceInitiatedShutdown";
    case StateReason::SpotInstanceTermination:
      return "Server.SpotInstanceTermination";
    case StateReason::SpotInstanceShutdown:
      return "Server.SpotInstanceShutdown";
    case StateReason::InternalError:
      return "Server.InternalError";
  }
  return {};
}

std::string_view message(StateReason reason) {
  switch (reason) {
    case StateReason::None:
      return {};
    case StateReason::Pending:
      return "pending";
    case StateReason::UserInitiatedShutdown:
      return "Client.UserInitiatedShutdown: User initiated shutdown";
    case StateReason::UserInitiatedHibernate:
      return "Client.UserInitiatedHibernate: User initiated hibernate";
    case StateReason::InstanceInitiatedShutdown:
      return "Client.InstanceInitiatedShutdown: Instance initiated shutdown";
    case StateReason::SpotInstanceTermination:
      return "Server.SpotInstanceTermination: Spot instance termination";
    case StateReason::SpotInstanceShutdown:
      return "Server.SpotInstanceShutdown: Spot instance shutdown";
    case StateReason::InternalError:
      return "Server.InternalError: Internal error on launch";
  }
  return {};
}

std::string_view name(InterruptionBehavior behavior) {
  switch (behavior) {
    case InterruptionBehavior::Terminate:
      return "terminate";
    case InterruptionBehavior::Stop:
      return "stop";
    case InterruptionBehavior::Hibernate:
      return "hibernate";
  }
  return {};
}

std::optional<InterruptionBehavior> interruption_behavior(std::string_view name) {
  if (name == "terminate") return InterruptionBehavior::Terminate;
  if (name == "stop") return InterruptionBehavior::Stop;
  if (name == "hibernate") return InterruptionBehavior::Hibernate;
  return {};
}

}  // namespace spotdrill::ec2
