#include "services/ec2/instance_operations.hpp"
#include "services/ec2/operations/describe_world.hpp"

namespace spotdrill::ec2 {
namespace {

api::ec2::IamInstanceProfileSpecification profile_called(const std::string& name) {
  return {.arn = {}, .name = name};
}

// Goal: an association lives as AWS's does: made, replaced under another id, taken away.
TEST(IamInstanceProfileAssociations, AreMadeReplacedAndTakenAway) {
  DescribeWorld world;
  const std::string id = world.run_instance();
  const auto made = associate_iam_instance_profile(
      world.ec2(), {.iam_instance_profile = profile_called("batch"), .instance_id = id});
  ASSERT_EQ(refusal_of(made), "none");
  const auto& association = *made->iam_instance_profile_association;
  EXPECT_EQ(association.state, "associating");
  EXPECT_EQ(world.instance(id).iam_profile->name, "batch");
  EXPECT_EQ(refusal_of(associate_iam_instance_profile(
                world.ec2(), {.iam_instance_profile = profile_called("b"), .instance_id = id})),
            "IncorrectState: There is an existing association for instance " + id);

  const auto replaced = replace_iam_instance_profile_association(
      world.ec2(), {.iam_instance_profile = profile_called("other"),
                    .association_id = *association.association_id});
  ASSERT_EQ(refusal_of(replaced), "none");
  const std::string second = *replaced->iam_instance_profile_association->association_id;
  EXPECT_NE(second, *association.association_id);
  const auto listed = describe_iam_instance_profile_associations(
      world.ec2(), {.filters = {filter("instance-id", {id})}});
  ASSERT_EQ(refusal_of(listed), "none");
  ASSERT_EQ(listed->iam_instance_profile_associations.size(), 1U);
  EXPECT_EQ(listed->iam_instance_profile_associations[0].association_id, second);
  EXPECT_EQ(listed->iam_instance_profile_associations[0].state, "associated");

  EXPECT_EQ(refusal_of(disassociate_iam_instance_profile(world.ec2(), {.association_id = second})),
            "none");
  EXPECT_FALSE(world.instance(id).iam_profile.has_value());
  EXPECT_EQ(
      refusal_of(disassociate_iam_instance_profile(world.ec2(), {.association_id = second})),
      "InvalidAssociationID.NotFound: An invalid association-id of '" + second + "' was given");
}

}  // namespace
}  // namespace spotdrill::ec2
