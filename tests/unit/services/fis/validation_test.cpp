#include "services/fis/validation.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace spotdrill::fis {
namespace {

constexpr const char* role = "arn:aws:iam::123456789012:role/fis";

Definition sound() {
  Definition definition{.description = "d", .role_arn = role, .stop_conditions = {{"none", ""}}};
  definition.targets["Spot"] = {.resource_type = "aws:ec2:spot-instance",
                                .resource_tags = {{"Name", "x"}},
                                .selection_mode = "ALL"};
  definition.actions["wait"] = {.action_id = "aws:fis:wait", .parameters = {{"duration", "PT1M"}}};
  definition.actions["interrupt"] = {.action_id = "aws:ec2:send-spot-instance-interruptions",
                                     .parameters = {{"durationBeforeInterruption", "PT2M"}},
                                     .targets = {{"SpotInstances", "Spot"}},
                                     .start_after = {"wait"}};
  return definition;
}

/// The refusal of a sound definition after `change`: "Code: message", or "" when it is none.
std::string refusal(const std::function<void(Definition&)>& change) {
  Definition definition = sound();
  change(definition);
  const auto checked = validate(definition, Quotas{});
  return checked.has_value() ? "" : checked.error().code + ": " + checked.error().message;
}

TEST(Validation, SoundTemplatePasses) {
  EXPECT_EQ(refusal([](Definition&) {}), "");
}

TEST(Validation, UsesTheWordsThatAwsWasSeenToUse) {
  EXPECT_EQ(
      refusal([](Definition& d) { d.actions["interrupt"].targets = {{"Instances", "Spot"}}; }),
      "ValidationException: Unexpected target \"Instances\" found in action \"interrupt\".");
  EXPECT_EQ(refusal([](Definition& d) { d.actions["wait"].action_id = "aws:ssm:start"; }),
            "ResourceNotFoundException: Action with ID aws:ssm:start not found.");
  EXPECT_EQ(
      refusal([](Definition& d) {
        d.targets["Spot"].resource_arns = {
            "arn:aws:ec2:us-east-1:123456789012:instance/i-0123456789abcdef0"};
      }),
      "ValidationException: You cannot specify both resource ARNs and resource tags for target "
      "Spot.");
}

TEST(Validation, ParametersAreKnownPresentAndInRange) {
  for (const char* wrong : {"PT1M59S", "PT15M1S", "2m", "", "PT", "P1Y"}) {
    EXPECT_NE(refusal([&](Definition& d) {
                d.actions["interrupt"].parameters["durationBeforeInterruption"] = wrong;
              }),
              "")
        << wrong;
  }
  for (const char* right : {"PT2M", "PT120S", "PT15M", "PT0.25H"}) {
    EXPECT_EQ(refusal([&](Definition& d) {
                d.actions["interrupt"].parameters["durationBeforeInterruption"] = right;
              }),
              "")
        << right;
  }
  EXPECT_NE(refusal([](Definition& d) { d.actions["wait"].parameters.clear(); }), "");
  EXPECT_NE(refusal([](Definition& d) { d.actions["wait"].parameters["more"] = "x"; }), "");
}

TEST(Validation, OrderHasNoCycleAndNoStranger) {
  EXPECT_NE(refusal([](Definition& d) { d.actions["wait"].start_after = {"interrupt"}; }), "");
  EXPECT_NE(refusal([](Definition& d) { d.actions["wait"].start_after = {"wait"}; }), "");
  EXPECT_NE(refusal([](Definition& d) { d.actions["wait"].start_after = {"nobody"}; }), "");
}

TEST(Validation, TargetsAreWhole) {
  EXPECT_NE(refusal([](Definition& d) { d.actions["interrupt"].targets.clear(); }), "");
  EXPECT_NE(refusal([](Definition& d) { d.targets.clear(); }), "");
  EXPECT_NE(refusal([](Definition& d) { d.targets["Spot"].resource_tags.clear(); }), "");
  EXPECT_NE(refusal([](Definition& d) { d.targets["Spot"].selection_mode = "MOST"; }), "");
  EXPECT_NE(refusal([](Definition& d) { d.targets["Spot"].resource_type = "aws:ec2:instance"; }),
            "");
  EXPECT_NE(refusal([](Definition& d) { d.targets["Spot"].resource_type = "aws:rds:db"; }), "");
  EXPECT_NE(refusal([](Definition& d) { d.targets["a b"] = d.targets["Spot"]; }), "");
}

TEST(Validation, AlarmsAreNamedByTheirArns) {
  const auto with = [](std::string value) {
    return refusal([&](Definition& d) { d.stop_conditions = {{"aws:cloudwatch:alarm", value}}; });
  };
  EXPECT_EQ(with("arn:aws:cloudwatch:us-east-1:123456789012:alarm:a"), "");
  EXPECT_EQ(with("a"),
            "ValidationException: Invalid stop condition value a: it must be an alarm's ARN.");
}

TEST(Validation, QuotasHold) {
  EXPECT_EQ(refusal([](Definition& d) {
              for (int i = 0; i < 20; ++i) d.actions[std::to_string(i)] = d.actions["wait"];
            }).substr(0, 30),
            "ServiceQuotaExceededException:");
  EXPECT_NE(refusal([](Definition& d) { d.actions.clear(); }), "");
}

}  // namespace
}  // namespace spotdrill::fis
