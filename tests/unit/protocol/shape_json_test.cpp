#include "protocol/shape_json.hpp"

#include <gtest/gtest.h>

#include "api/cloudwatch.hpp"
#include "api/ec2.hpp"
#include "api/fis.hpp"
#include "protocol/codec.hpp"

namespace spotdrill::protocol {
namespace {

json::value parsed(std::string_view text) {
  return parse_json(text).value();
}

std::string problem_of(std::string_view text) {
  const auto result = read_json<api::ec2::RequestSpotInstancesRequest>(parsed(text));
  return result.has_value() ? "none" : result.error();
}

TEST(ShapeJson, ReadsWhatCliInputJsonTakes) {
  const auto request = read_json<api::ec2::RequestSpotInstancesRequest>(parsed(R"({
    "InstanceCount": 2, "ValidUntil": "2026-01-02T03:04:05Z",
    "LaunchSpecification": {"ImageId": "ami-1", "SecurityGroupIds": ["sg-1"]}})"));
  ASSERT_TRUE(request.has_value()) << request.error();
  EXPECT_EQ(request->instance_count, 2);
  EXPECT_EQ(request->launch_specification->security_group_ids.front(), "sg-1");
}

TEST(ShapeJson, SaysWhereAMistakeIs) {
  EXPECT_EQ(problem_of(R"({"LaunchSpecification": {"SecurityGroupIds": "sg-1"}})"),
            "LaunchSpecification.SecurityGroupIds: expected a list");
  EXPECT_EQ(problem_of(R"({"LaunchSpecification": {"ImageID": "ami-1"}})"),
            "LaunchSpecification.ImageID: there is no such member");
  EXPECT_EQ(problem_of(R"({"TagSpecifications": [{"Tags": [{"Key": 5}]}]})"),
            "TagSpecifications[0].Tags[0].Key: expected a String");
  EXPECT_EQ(problem_of(R"({"Type": "twice"})"),
            "Type: must satisfy enum value set: [one-time, persistent]");
  EXPECT_EQ(problem_of("[]"), "the document: expected an object");
}

TEST(ShapeJson, SaysWhatIsMissing) {
  const auto result = read_json<api::fis::CreateExperimentTemplateRequest>(parsed("{}"));
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error(), "description: is required, and is not there");
}

TEST(ShapeJson, TokensAreMadeWhereADocumentHasNone) {
  auto any = from_json(shape::shape_of<api::ec2::RunInstancesRequest>(),
                       parsed(R"({"MinCount": 1, "MaxCount": 1})"));
  ASSERT_TRUE(any.has_value());
  fill_idempotency_tokens(*any, "token");
  EXPECT_EQ(any->get<api::ec2::RunInstancesRequest>().client_token, "token");
  fill_idempotency_tokens(*any, "another");
  EXPECT_EQ(any->get<api::ec2::RunInstancesRequest>().client_token, "token");
}

// Goal: what was given is given on; without it the service calls it missing.
TEST(Codecs, WriteAnEmptyListThatIsRequired) {
  const auto& service = api::cloudwatch::service();
  const auto& operation = *shape::find_operation(service, "GetMetricData");
  const auto input =
      from_json(shape::shape_of<api::cloudwatch::GetMetricDataInput>(),
                parsed(R"({"StartTime": 1, "EndTime": 2, "MetricDataQueries": []})"));
  ASSERT_TRUE(input.has_value()) << input.error();
  for (const auto protocol : {shape::Protocol::Json10, shape::Protocol::RpcV2Cbor}) {
    const HttpRequest written = codec(protocol).write_request(service, operation, *input);
    const auto read = codec(protocol).read_request(service, operation, written);
    EXPECT_TRUE(read.has_value()) << read.error().message;
  }
}

// Goal: nothing that is no text gets into one, and from there into replies.
TEST(Codecs, BytesAreNoTextUnlessTheyAreUtf8) {
  const auto& service = api::cloudwatch::service();
  const auto& operation = *shape::find_operation(service, "ListMetrics");
  const auto read = [&](std::string_view text) {
    HttpRequest request;
    request.body = "\xa1\x69Namespace" + std::string{text};
    return codec(shape::Protocol::RpcV2Cbor).read_request(service, operation, request).has_value();
  };
  EXPECT_TRUE(
      read("\x63"
           "abc"));
  EXPECT_TRUE(
      read("\x43"
           "abc"));
  EXPECT_FALSE(
      read("\x43"
           "a\xd3"
           "c"));
}

TEST(ShapeJson, WritesTheModelsNames) {
  api::ec2::Tag tag;
  tag.key = "k";
  EXPECT_EQ(write_json(tag), parsed(R"({"Key": "k"})"));
}

}  // namespace
}  // namespace spotdrill::protocol
