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
  definition.speed = 20;
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
  definition.speed = 5;
  definition.workload.shared = {{"/host/data", "/mnt/data"}};
  EXPECT_THAT(
      differences_of(definition, parsed(R"({"rate": 5})"),
                     parsed(R"({"shares": [{"host": "/host/data", "guest": "/mnt/data"}]})")),
      IsEmpty());
}

}  // namespace
}  // namespace spotdrill::apps
