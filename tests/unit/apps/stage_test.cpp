#include "apps/stage.hpp"

#include <gmock/gmock.h>

namespace spotdrill::apps {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

json::object parsed(std::string_view text) {
  return parse_json(text)->as_object();
}

TEST(DifferencesOf, TellWhatARunningServerDoesNotDo) {
  drill::Definition definition;
  definition.speed = Speed{.number = 20};
  definition.workload.shared = {{"/host/data", "/mnt/data"}};
  EXPECT_THAT(differences_of(definition, parsed(R"({"rate": 5})"), parsed(R"({"shares": []})")),
              ElementsAre(HasSubstr("runs 5x on this server, not 20x"),
                          HasSubstr("--share /host/data:/mnt/data")));
  EXPECT_THAT(differences_of(definition, {}, {}), testing::SizeIs(2)) << "AWS";
}

TEST(DifferencesOf, AreNoneWhereTheServerDoesIt) {
  drill::Definition definition;
  EXPECT_THAT(differences_of(definition, parsed(R"({"rate": 5})"), {}), IsEmpty())
      << "the drill asks for no speed";
  definition.speed = Speed{.number = 5};
  definition.workload.shared = {{"/host/data", "/mnt/data"}};
  EXPECT_THAT(
      differences_of(definition, parsed(R"({"rate": 5})"),
                     parsed(R"({"shares": [{"host": "/host/data", "guest": "/mnt/data"}]})")),
      IsEmpty());
}

// Goal: where there are no namespaces a drill says so, and is not run when it cannot be.
TEST(ObstacleTo, IsAPathThatPlainProcessesDoNotHave) {
  const json::object plain = parsed(R"({"instances": "plain"})");
  drill::Definition definition;
  definition.workload.shared = {{"/host/data", "/host/data"}};
  EXPECT_EQ(obstacle_to(definition, plain), std::nullopt);
  EXPECT_THAT(differences_of(definition, {}, plain),
              ElementsAre(HasSubstr("Instances are plain processes here")));
  definition.workload.shared = {{"/host/data", "/mnt/data"}};
  EXPECT_THAT(obstacle_to(definition, plain).value_or(""), HasSubstr("there is no /mnt/data"));
  EXPECT_EQ(obstacle_to(definition, parsed(R"({"instances": "root"})")), std::nullopt);
  definition.workload.shared.clear();
  definition.workload.user_data = "#!/bin/sh\nls /mnt/efs\n";
  EXPECT_THAT(obstacle_to(definition, plain).value_or(""), HasSubstr("there is no /mnt/efs"));
}

TEST(DifferencesOf, TellOfAnotherNetworkThanTheDrills) {
  drill::Definition definition;
  EXPECT_THAT(differences_of(definition, {}, parsed(R"({"network": "aws-only"})")), IsEmpty());
  definition.network = "open";
  EXPECT_THAT(differences_of(definition, {}, parsed(R"({"network": "aws-only"})")),
              ElementsAre(HasSubstr("have the network aws-only, not open as the drill asks")));
  EXPECT_THAT(differences_of(definition, {}, parsed(R"({"network": "open"})")), IsEmpty());
}

}  // namespace
}  // namespace spotdrill::apps
