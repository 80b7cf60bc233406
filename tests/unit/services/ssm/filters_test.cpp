#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/ssm/fixture.hpp"

namespace spotdrill::ssm {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

struct Tree : Fixture {
  Tree() {
    ASSERT(put("root", "r").has_value());
    ASSERT(put("/a/x", "1").has_value());
    ASSERT(put("/a/b/y", "2").has_value());
    ASSERT(put({.name = "/a/b/s", .value = "3", .type = "SecureString", .tags = {{"env", "test"}}})
               .has_value());
  }
  std::vector<std::string> by_path(const std::string& path, bool recursive,
                                   std::vector<api::ssm::ParameterStringFilter> filters = {}) {
    const auto result = get_parameters_by_path(
        *ssm, {.path = path, .recursive = recursive, .parameter_filters = std::move(filters)});
    std::vector<std::string> names;
    if (!result.has_value()) return {result.error().code};
    for (const auto& each : result->parameters) names.push_back(*each.name);
    return names;
  }
  std::vector<std::string> described(std::vector<api::ssm::ParameterStringFilter> filters) {
    const auto result = describe_parameters(*ssm, {.parameter_filters = std::move(filters)});
    if (!result.has_value()) return {result.error().code, result.error().message};
    std::vector<std::string> names;
    for (const auto& each : result->parameters) names.push_back(*each.name);
    return names;
  }
};

TEST(GetParametersByPath, OneLevelOrAll) {
  Tree world;
  EXPECT_THAT(world.by_path("/a", false), ElementsAre("/a/x"));
  EXPECT_THAT(world.by_path("/a/", false), ElementsAre("/a/x"));
  EXPECT_THAT(world.by_path("/a", true), ElementsAre("/a/b/s", "/a/b/y", "/a/x"));
  EXPECT_THAT(world.by_path("/", false), ElementsAre("root"));
  EXPECT_THAT(world.by_path("/", true), ElementsAre("/a/b/s", "/a/b/y", "/a/x", "root"));
  EXPECT_THAT(world.by_path("/none", true), IsEmpty());
  EXPECT_THAT(world.by_path("/a/x", true), IsEmpty());
  EXPECT_THAT(world.by_path("a", true), ElementsAre("ValidationException"));
  EXPECT_THAT(world.by_path("/a", true, {{.key = "Type", .values = {"SecureString"}}}),
              ElementsAre("/a/b/s"));
  EXPECT_THAT(world.by_path("/a", true, {{.key = "Name", .values = {"x"}}}),
              ElementsAre("InvalidFilterKey"));
}

TEST(GetParametersByPath, ByLabelGivesThatVersion) {
  Tree world;
  ASSERT_TRUE(label_parameter_version(*world.ssm, {.name = "/a/x", .labels = {"old"}}));
  ASSERT_TRUE(world.put("/a/x", "later"));
  const auto result = get_parameters_by_path(
      *world.ssm, {.path = "/a", .parameter_filters = {{.key = "Label", .values = {"old"}}}});
  ASSERT_EQ(result->parameters.size(), 1U);
  EXPECT_EQ(result->parameters[0].value, "1");
}

TEST(GetParametersByPath, TenOnAPage) {
  Fixture world;
  for (char c = 'a'; c <= 'z'; ++c) ASSERT_TRUE(world.put(std::string{"/p/"} + c, "v"));
  api::ssm::GetParametersByPathRequest request{.path = "/p"};
  std::vector<std::size_t> sizes;
  do {
    const auto page = get_parameters_by_path(*world.ssm, request);
    ASSERT_TRUE(page.has_value());
    sizes.push_back(page->parameters.size());
    request.next_token = page->next_token;
  } while (request.next_token);
  EXPECT_THAT(sizes, ElementsAre(10, 10, 6));
  request.next_token = "wrong";
  EXPECT_EQ(code(get_parameters_by_path(*world.ssm, request)), "InvalidNextToken");
}

TEST(DescribeParameters, EveryFilter) {
  Tree world;
  EXPECT_THAT(world.described({{.key = "Name", .values = {"/a/x"}}}), ElementsAre("/a/x"));
  EXPECT_THAT(world.described({{.key = "Name", .values = {"/root"}}}), ElementsAre("root"));
  EXPECT_THAT(world.described({{.key = "Name", .option = "BeginsWith", .values = {"/a/b"}}}),
              ElementsAre("/a/b/s", "/a/b/y"));
  EXPECT_THAT(world.described({{.key = "Name", .option = "Contains", .values = {"oo"}}}),
              ElementsAre("root"));
  EXPECT_THAT(world.described({{.key = "Path", .values = {"/a"}}}), ElementsAre("/a/x"));
  EXPECT_THAT(world.described({{.key = "Path", .option = "Recursive", .values = {"/a"}}}),
              ElementsAre("/a/b/s", "/a/b/y", "/a/x"));
  EXPECT_THAT(world.described({{.key = "Type", .values = {"SecureString"}}}),
              ElementsAre("/a/b/s"));
  EXPECT_THAT(world.described({{.key = "KeyId", .values = {"alias/aws/ssm"}}}),
              ElementsAre("/a/b/s"));
  EXPECT_THAT(world.described({{.key = "tag:env", .values = {"test"}}}), ElementsAre("/a/b/s"));
  EXPECT_THAT(world.described({{.key = "tag:env"}}), ElementsAre("/a/b/s"));
  EXPECT_THAT(world.described({{.key = "Tier", .values = {"Advanced"}}}), IsEmpty());
  EXPECT_THAT(world.described({{.key = "DataType", .values = {"text"}},
                               {.key = "Name", .values = {"root", "/a/x"}}}),
              ElementsAre("/a/x", "root"));
}

TEST(DescribeParameters, RefusalsAreAws) {
  Tree world;
  EXPECT_THAT(
      world.described({{.key = "Label", .values = {"x"}}}),
      ElementsAre("InvalidFilterKey",
                  "The following filter key is not valid: Label. Valid filter keys include: "
                  "[Path, Name, Type, KeyId, Tier]."));
  EXPECT_THAT(world.described({{.key = "Name"}}),
              ElementsAre("InvalidFilterValue",
                          "The following filter values are missing : null for filter key Name."));
  EXPECT_THAT(world.described({{.key = "Type", .option = "Contains", .values = {"String"}}}),
              ElementsAre("InvalidFilterOption",
                          "The following filter option is not valid: Contains. Valid options "
                          "include: [BeginsWith, Equals]."));
  EXPECT_THAT(
      world.described({{.key = "Path", .option = "Equals", .values = {"/a"}}}),
      ElementsAre("InvalidFilterOption",
                  "The following filter option is not valid: Equals. Valid options include: "
                  "[Recursive, OneLevel]."));
  EXPECT_THAT(world.described({{.key = "Path", .values = {"/aws"}}}),
              ElementsAre("ValidationException", StartsWith("Filters for common parameters")));
  EXPECT_THAT(
      world.described({{.key = "Name", .values = {"a"}}, {.key = "Name", .values = {"b"}}}),
      ElementsAre("InvalidFilterKey",
                  "The following filter is duplicated in the request: Name. A request can contain "
                  "only one occurrence of a specific filter."));
  const auto both =
      describe_parameters(*world.ssm, {.filters = {{"Name", {"root"}}},
                                       .parameter_filters = {{.key = "Name", .values = {"root"}}}});
  EXPECT_EQ(message(both), "You can use either Filters or ParameterFilters in a single request.");
}

TEST(DescribeParameters, OldFiltersAndPages) {
  Tree world;
  const auto old = describe_parameters(*world.ssm, {.filters = {{"Name", {"/a/b"}}}});
  EXPECT_EQ(old->parameters.size(), 2U);
  const auto page = describe_parameters(*world.ssm, {.max_results = 3});
  ASSERT_EQ(page->parameters.size(), 3U);
  const auto rest = describe_parameters(*world.ssm, {.next_token = page->next_token});
  EXPECT_EQ(rest->parameters.size(), 1U);
}

TEST(Tags, AreAddedRemovedAndBounded) {
  Tree world;
  ASSERT_TRUE(add_tags_to_resource(*world.ssm, {"Parameter", "/root", {{"a", "1"}, {"b", "2"}}}));
  ASSERT_TRUE(remove_tags_from_resource(*world.ssm, {"Parameter", "root", {"a", "never"}}));
  const auto tags = list_tags_for_resource(*world.ssm, {"Parameter", "root"});
  ASSERT_EQ(tags->tag_list.size(), 1U);
  EXPECT_EQ(tags->tag_list[0].key, "b");
  std::vector<api::ssm::Tag> many;
  for (int i = 0; i < 51; ++i) many.push_back({std::to_string(i), "v"});
  EXPECT_EQ(code(add_tags_to_resource(*world.ssm, {"Parameter", "root", many})),
            "TooManyTagsError");
  EXPECT_EQ(code(list_tags_for_resource(*world.ssm, {"Parameter", "none"})), "InvalidResourceId");
  EXPECT_EQ(code(list_tags_for_resource(*world.ssm, {"Document", "root"})), "InvalidResourceId");
}

}  // namespace
}  // namespace spotdrill::ssm
