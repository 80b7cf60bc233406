#include "services/lambda/operations.hpp"

#include <array>

namespace spotdrill::lambda {
namespace {

constexpr std::array operations{
    wire::operation<add_permission>("AddPermission"),
    wire::operation<create_alias>("CreateAlias"),
    wire::operation<create_function>("CreateFunction"),
    wire::operation<delete_alias>("DeleteAlias"),
    wire::operation<delete_function>("DeleteFunction"),
    wire::operation<delete_function_concurrency>("DeleteFunctionConcurrency"),
    wire::operation<delete_function_event_invoke_config>("DeleteFunctionEventInvokeConfig"),
    wire::operation<get_alias>("GetAlias"),
    wire::operation<get_function>("GetFunction"),
    wire::operation<get_function_concurrency>("GetFunctionConcurrency"),
    wire::operation<get_function_configuration>("GetFunctionConfiguration"),
    wire::operation<get_function_event_invoke_config>("GetFunctionEventInvokeConfig"),
    wire::operation<get_policy>("GetPolicy"),
    wire::operation<invoke>("Invoke"),
    wire::operation<list_aliases>("ListAliases"),
    wire::operation<list_functions>("ListFunctions"),
    wire::operation<list_tags>("ListTags"),
    wire::operation<list_versions_by_function>("ListVersionsByFunction"),
    wire::operation<publish_version>("PublishVersion"),
    wire::operation<put_function_concurrency>("PutFunctionConcurrency"),
    wire::operation<put_function_event_invoke_config>("PutFunctionEventInvokeConfig"),
    wire::operation<remove_permission>("RemovePermission"),
    wire::operation<tag_resource>("TagResource"),
    wire::operation<untag_resource>("UntagResource"),
    wire::operation<update_alias>("UpdateAlias"),
    wire::operation<update_function_code>("UpdateFunctionCode"),
    wire::operation<update_function_configuration>("UpdateFunctionConfiguration"),
};

}  // namespace

wire::Service service(wire::Regional<Lambda>& regions) {
  return {.model = &api::lambda::service(),
          .operations = operations,
          .state = [&regions](const std::string& region) -> void* { return &regions.at(region); },
          .precheck = {}};
}

}  // namespace spotdrill::lambda
