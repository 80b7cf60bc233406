#include "shape/constraints.hpp"

#include <gtest/gtest.h>

#include "api/ec2.hpp"
#include "api/ssm.hpp"

namespace spotdrill::shape {
namespace {

const Member& member(const Shape& shape, std::string_view name) {
  return *find_member(shape, name);
}

TEST(Constraints, LengthsAreCountedAsJavaCounts) {
  EXPECT_EQ(utf16_length("abc"), 3U);
  EXPECT_EQ(utf16_length("ü世"), 2U);
  EXPECT_EQ(utf16_length("😀"), 2U);
}

TEST(Constraints, PathsAreWrittenAsEachFamilyWritesThem) {
  const Shape& shape = shape_of<api::ec2::RunInstancesRequest>();
  Constraints ec2{&api::ec2::service(), Family::Ec2};
  ec2.enter(member(shape, "SecurityGroupIds"));
  ec2.enter(1U);
  EXPECT_EQ(ec2.query_path(), "SecurityGroupId.2");
  EXPECT_EQ(ec2.path(), "securityGroupIds.2.member");
  EXPECT_EQ(ec2.document_path(), "SecurityGroupIds[1]");
}

TEST(Constraints, NothingWrongIsNoRefusal) {
  const Constraints constraints{&api::ssm::service(), Family::Json};
  EXPECT_FALSE(constraints.refusal().has_value());
}

TEST(Constraints, DocumentsGetSentences) {
  const Shape& shape = shape_of<api::ssm::GetParametersRequest>();
  Constraints constraints{nullptr, Family::Document};
  constraints.missing(member(shape, "Names"));
  EXPECT_EQ(constraints.refusal()->message, "Names: is required, and is not there");
}

// Goal: each operation says of an unknown type what AWS says there.
TEST(Constraints, TypesThatTheModelLacksAreLeftToEc2sOperations) {
  const Shape& shape = shape_of<api::ec2::RunInstancesRequest>();
  Constraints constraints{&api::ec2::service(), Family::Ec2};
  const std::string newer = "z9gn.4xlarge";
  constraints.check(*member(shape, "InstanceType").shape(), &newer);
  EXPECT_FALSE(constraints.refusal().has_value());
  const std::string wrong = "sometimes";
  constraints.check(*member(shape, "InstanceInitiatedShutdownBehavior").shape(), &wrong);
  EXPECT_EQ(constraints.refusal()->code, "InvalidParameterValue");
}

TEST(Constraints, TooManyViolationsAreNotAllTold) {
  const Shape& shape = shape_of<api::ssm::GetParametersRequest>();
  Constraints constraints{&api::ssm::service(), Family::Json};
  for (std::size_t i = 0; i < 5 * violations_max; ++i) constraints.missing(member(shape, "Names"));
  EXPECT_TRUE(constraints.refusal()->message.starts_with("20 validation errors detected: "));
}

}  // namespace
}  // namespace spotdrill::shape
