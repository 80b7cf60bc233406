#include "services/states/operations.hpp"

#include <array>

namespace spotdrill::states {
namespace {

constexpr std::array operations{
    wire::operation<create_state_machine>("CreateStateMachine"),
    wire::operation<delete_state_machine>("DeleteStateMachine"),
    wire::operation<describe_state_machine>("DescribeStateMachine"),
    wire::operation<list_state_machines>("ListStateMachines"),
    wire::operation<update_state_machine>("UpdateStateMachine"),
    wire::operation<validate_state_machine_definition>("ValidateStateMachineDefinition"),
};

}  // namespace

wire::Service service(wire::Regional<States>& regions) {
  return {.model = &api::states::service(),
          .operations = operations,
          .state = [&regions](const std::string& region) -> void* { return &regions.at(region); },
          .precheck = {}};
}

}  // namespace spotdrill::states
