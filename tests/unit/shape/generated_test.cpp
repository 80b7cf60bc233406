// What tools/shapegen makes of the models.
#include <gtest/gtest.h>

#include <algorithm>

#include "api/cloudwatch.hpp"
#include "api/ec2.hpp"
#include "api/fis.hpp"
#include "api/sts.hpp"

namespace spotdrill::api {
namespace {

TEST(Generated, NamesOfEc2TravelAsBotocoreSendsThem) {
  const auto& shape = shape::shape_of<ec2::RequestSpotInstancesRequest>();
  const auto* specification = shape::find_member(shape, "LaunchSpecification");
  ASSERT_NE(specification, nullptr);
  const auto* groups = shape::find_member(*specification->shape(), "SecurityGroupIds");
  ASSERT_NE(groups, nullptr);
  EXPECT_EQ(groups->query_name, "SecurityGroupId");
  EXPECT_EQ(groups->shape()->element_name, "item");
  EXPECT_EQ(shape::find_member(shape, "InstanceCount")->query_name, "InstanceCount");
}

TEST(Generated, FieldsAreReachedThroughTheTable) {
  ec2::TerminateInstancesRequest request;
  const auto& shape = shape::shape_of<ec2::TerminateInstancesRequest>();
  const auto* ids = shape::find_member(shape, "InstanceIds");
  void* list = ids->emplace(&request);
  *static_cast<std::string*>(ids->shape()->list->append(list)) = "i-1";
  EXPECT_EQ(request.instance_ids, std::vector<std::string>{"i-1"});
  EXPECT_EQ(shape::find_member(shape, "DryRun")->get(&request), nullptr);
}

TEST(Generated, ServicesKnowWhatTheyAnswerAndWhatTheyDoNot) {
  const auto& service = cloudwatch::service();
  EXPECT_EQ(service.protocols.size(), 3U);
  EXPECT_TRUE(service.query_compatible);
  EXPECT_NE(shape::find_operation(service, "PutMetricData"), nullptr);
  EXPECT_EQ(shape::find_operation(service, "PutAnomalyDetector"), nullptr);
  EXPECT_NE(std::ranges::find(service.unavailable, "PutAnomalyDetector"),
            service.unavailable.end());
  EXPECT_TRUE(sts::service().global);
}

TEST(Generated, RestMembersKnowTheirPlace) {
  const auto* operation = shape::find_operation(fis::service(), "GetExperiment");
  ASSERT_NE(operation, nullptr);
  EXPECT_EQ(operation->http_method, "GET");
  EXPECT_EQ(operation->http_path, "/experiments/{id}");
  EXPECT_EQ(shape::find_member(*operation->input, "id")->location, shape::Location::Uri);
}

}  // namespace
}  // namespace spotdrill::api
