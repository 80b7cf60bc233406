#include "services/dynamodb/operations.hpp"

#include <array>

namespace spotdrill::dynamodb {
namespace {

constexpr std::array operations{
    wire::operation<batch_get_item>("BatchGetItem"),
    wire::operation<batch_write_item>("BatchWriteItem"),
    wire::operation<create_table>("CreateTable"),
    wire::operation<delete_item>("DeleteItem"),
    wire::operation<delete_table>("DeleteTable"),
    wire::operation<describe_endpoints>("DescribeEndpoints"),
    wire::operation<describe_limits>("DescribeLimits"),
    wire::operation<describe_table>("DescribeTable"),
    wire::operation<describe_time_to_live>("DescribeTimeToLive"),
    wire::operation<get_item>("GetItem"),
    wire::operation<list_tables>("ListTables"),
    wire::operation<list_tags_of_resource>("ListTagsOfResource"),
    wire::operation<put_item>("PutItem"),
    wire::operation<query>("Query"),
    wire::operation<scan>("Scan"),
    wire::operation<tag_resource>("TagResource"),
    wire::operation<transact_get_items>("TransactGetItems"),
    wire::operation<transact_write_items>("TransactWriteItems"),
    wire::operation<untag_resource>("UntagResource"),
    wire::operation<update_item>("UpdateItem"),
    wire::operation<update_table>("UpdateTable"),
    wire::operation<update_time_to_live>("UpdateTimeToLive"),
};

}  // namespace

wire::Service service(wire::Regional<DynamoDb>& regions) {
  return {.model = &api::dynamodb::service(),
          .operations = operations,
          .state = [&regions](const std::string& region) -> void* { return &regions.at(region); },
          .precheck = {}};
}

}  // namespace spotdrill::dynamodb
