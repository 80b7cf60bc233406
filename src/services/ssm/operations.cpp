#include "services/ssm/operations.hpp"

#include <array>

namespace spotdrill::ssm {
namespace {

constexpr std::array operations{
    wire::operation<add_tags_to_resource>("AddTagsToResource"),
    wire::operation<delete_parameter>("DeleteParameter"),
    wire::operation<delete_parameters>("DeleteParameters"),
    wire::operation<describe_parameters>("DescribeParameters"),
    wire::operation<get_parameter>("GetParameter"),
    wire::operation<get_parameter_history>("GetParameterHistory"),
    wire::operation<get_parameters>("GetParameters"),
    wire::operation<get_parameters_by_path>("GetParametersByPath"),
    wire::operation<label_parameter_version>("LabelParameterVersion"),
    wire::operation<list_tags_for_resource>("ListTagsForResource"),
    wire::operation<put_parameter>("PutParameter"),
    wire::operation<remove_tags_from_resource>("RemoveTagsFromResource"),
    wire::operation<unlabel_parameter_version>("UnlabelParameterVersion"),
};

}  // namespace

wire::Service service(wire::Regional<Ssm>& regions) {
  return {.model = &api::ssm::service(),
          .operations = operations,
          .state = [&regions](const std::string& region) -> void* { return &regions.at(region); },
          .precheck = {}};
}

}  // namespace spotdrill::ssm
