// The tagging API over services that keep their tags themselves.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/kms/operations.hpp"
#include "services/sqs/operations.hpp"
#include "services/ssm/operations.hpp"
#include "services/tagging/arn.hpp"
#include "services/tagging/operations.hpp"
#include "sim/virtual_time.hpp"
#include "store/memory_store.hpp"

namespace spotdrill::tagging {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using testing::UnorderedElementsAre;

const std::string account = "123456789012";

class TaggingApi : public testing::Test {
 protected:
  template <class T>
  wire::Regional<T> regional() {
    return wire::Regional<T>{[this](const std::string& name) {
      return std::make_unique<T>(world, Place{.account = account, .region = name});
    }};
  }

  void SetUp() override {
    sqs::Sqs& sqs_here = sqs_.at("us-east-1");
    ASSERT_TRUE(sqs::create_queue(sqs_here, {.queue_name = "work", .tags = {{"team", "red"}}}));
    key = kms_.at("us-east-1").create({}).id;
    ASSERT_TRUE(ssm::put_parameter(ssm_.at("us-east-1"),
                                   {.name = "/job/percent", .value = "7", .type = "String"},
                                   wire::Context{.account = account, .region = "us-east-1"}));
  }

  std::map<std::string, std::string> tag(const std::vector<std::string>& arns, const Tags& tags) {
    return failures(tag_resources(here, {.resource_arn_list = arns, .tags = tags}));
  }
  std::map<std::string, std::string> untag(const std::vector<std::string>& arns,
                                           const TagKeys& keys) {
    return failures(untag_resources(here, {.resource_arn_list = arns, .tag_keys = keys}));
  }
  template <class Output>
  static std::map<std::string, std::string> failures(const Result<Output>& result) {
    if (!result) return {{"", result.error().code + ": " + result.error().message}};
    std::map<std::string, std::string> told;
    for (const auto& [arn, info] : result->failed_resources_map) {
      told[arn] = std::to_string(*info.status_code) + " " + *info.error_code;
    }
    return told;
  }
  std::vector<std::string> found(api::tagging::GetResourcesInput request = {}) {
    const auto output = get_resources(here, request);
    if (!output) return {output.error().code};
    std::vector<std::string> arns;
    for (const auto& mapping : output->resource_tag_mapping_list) {
      arns.push_back(*mapping.resource_arn);
    }
    return arns;
  }

  MemoryStore store;
  sim::VirtualTime time{Instant{1'800'000'000s}};
  Random random{1};
  IdSource ids{random};
  Journal journal{store};
  World world{time, time, random, ids, journal, store};
  wire::Regional<kms::Kms> kms_ = regional<kms::Kms>();
  wire::Regional<sqs::Sqs> sqs_ = regional<sqs::Sqs>();
  wire::Regional<ssm::Ssm> ssm_ = regional<ssm::Ssm>();
  std::vector<TaggedService> services{kms::tagged(kms_), sqs::tagged(sqs_), ssm::tagged(ssm_)};
  Tagging here{services, Place{.account = account, .region = "us-east-1"}};

  std::string key;
  std::string key_arn() const { return "arn:aws:kms:us-east-1:123456789012:key/" + key; }
  const std::string queue = "arn:aws:sqs:us-east-1:123456789012:work";
  const std::string parameter = "arn:aws:ssm:us-east-1:123456789012:parameter/job/percent";
};

TEST_F(TaggingApi, FindsWhatHasTagsInOrderOfArns) {
  EXPECT_THAT(found(), ElementsAre(queue));
  EXPECT_THAT(tag({key_arn(), parameter}, {{"team", "blue"}, {"job", "7"}}), IsEmpty());
  EXPECT_THAT(found(), ElementsAre(key_arn(), queue, parameter));
}

TEST_F(TaggingApi, TagsAreTheServicesOwn) {
  EXPECT_THAT(tag({queue, parameter}, {{"job", "7"}}), IsEmpty());
  EXPECT_THAT(sqs_.at("us-east-1").find("work")->tags,
              UnorderedElementsAre(Pair("job", "7"), Pair("team", "red")));
  EXPECT_THAT(untag({queue}, {"team", "never there"}), IsEmpty());
  EXPECT_THAT(sqs_.at("us-east-1").find("work")->tags, ElementsAre(Pair("job", "7")));
  EXPECT_THAT(untag({queue}, {"job"}), IsEmpty());
  EXPECT_THAT(found(), ElementsAre(parameter));
}

TEST_F(TaggingApi, EachResourceFailsForItself) {
  const std::string gone = "arn:aws:sqs:us-east-1:123456789012:gone";
  const std::string lambda = "arn:aws:lambda:us-east-1:123456789012:function:f";
  const std::string elsewhere = "arn:aws:sqs:eu-west-1:123456789012:work";
  const std::string foreign = "arn:aws:sqs:us-east-1:210987654321:work";
  EXPECT_THAT(tag({gone, queue, lambda, elsewhere, foreign}, {{"job", "7"}}),
              UnorderedElementsAre(Pair(gone, HasSubstr("NonExistentQueue")),
                                   Pair(lambda, "500 InternalServiceException"),
                                   Pair(elsewhere, "400 InvalidParameterException"),
                                   Pair(foreign, "400 InvalidParameterException")));
  EXPECT_EQ(sqs_.at("us-east-1").find("work")->tags.at("job"), "7");
}

TEST_F(TaggingApi, WhatIsNoArnIsRefusedBeforeAnythingIsDone) {
  EXPECT_THAT(tag({queue, "i-0123"}, {{"job", "7"}}),
              ElementsAre(Pair("",
                               "InvalidParameterException: i-0123 is not a valid "
                               "AmazonResourceName (ARN)")));
  EXPECT_FALSE(sqs_.at("us-east-1").find("work")->tags.contains("job"));
}

TEST_F(TaggingApi, FiltersByKeysValuesAndTypes) {
  tag({key_arn()}, {{"team", "blue"}, {"job", "7"}});
  tag({parameter}, {{"job", "8"}});
  EXPECT_THAT(found({.tag_filters = {{.key = "team"}}}), ElementsAre(key_arn(), queue));
  EXPECT_THAT(found({.tag_filters = {{.key = "team", .values = {"red", "green"}}}}),
              ElementsAre(queue));
  EXPECT_THAT(found({.tag_filters = {{.key = "team"}, {.key = "job"}}}), ElementsAre(key_arn()));
  EXPECT_THAT(found({.resource_type_filters = {"sqs", "ssm:parameter"}}),
              ElementsAre(queue, parameter));
  EXPECT_THAT(found({.resource_type_filters = {"kms:alias"}}), IsEmpty());
  EXPECT_THAT(found({.resource_arn_list = {queue}}), ElementsAre(queue));
}

TEST_F(TaggingApi, RefusesArnsTogetherWithFilters) {
  EXPECT_THAT(found({.resource_type_filters = {"sqs"}, .resource_arn_list = {queue}}),
              ElementsAre("InvalidParameterException"));
  EXPECT_THAT(found({.tag_filters = {{.values = {"x"}}}}),
              ElementsAre("InvalidParameterException"));
  EXPECT_THAT(found({.resources_per_page = 101}), ElementsAre("InvalidParameterException"));
  EXPECT_THAT(found({.tags_per_page = 150}), ElementsAre("InvalidParameterException"));
}

TEST_F(TaggingApi, PagesAreTiedToTheirRequest) {
  tag({key_arn(), parameter}, {{"job", "7"}});
  const auto first = get_resources(here, {.resources_per_page = 2});
  ASSERT_TRUE(first);
  EXPECT_EQ(first->resource_tag_mapping_list.size(), 2U);
  EXPECT_NE(first->pagination_token, "");
  const auto rest =
      get_resources(here, {.pagination_token = first->pagination_token, .resources_per_page = 2});
  ASSERT_TRUE(rest);
  ASSERT_EQ(rest->resource_tag_mapping_list.size(), 1U);
  EXPECT_EQ(rest->resource_tag_mapping_list[0].resource_arn, parameter);
  EXPECT_EQ(rest->pagination_token, "");
  EXPECT_THAT(found({.pagination_token = first->pagination_token, .tag_filters = {{.key = "job"}}}),
              ElementsAre("PaginationTokenExpiredException"));
}

TEST_F(TaggingApi, KeysAndValuesComeOnce) {
  tag({key_arn(), parameter}, {{"team", "red"}, {"job", "7"}});
  const auto keys = get_tag_keys(here, {});
  ASSERT_TRUE(keys);
  EXPECT_THAT(keys->tag_keys, ElementsAre("job", "team"));
  EXPECT_EQ(keys->pagination_token, "");
  tag({key_arn()}, {{"team", "blue"}});
  EXPECT_THAT(get_tag_values(here, {.key = "team"})->tag_values, ElementsAre("blue", "red"));
  EXPECT_THAT(get_tag_values(here, {.key = "nobody's"})->tag_values, IsEmpty());
}

TEST(TaggingArn, HasATypeWhereItsNameSaysOne) {
  EXPECT_EQ(read_arn("arn:aws:states:us-east-1:123456789012:stateMachine:m")->type(),
            "stateMachine");
  EXPECT_EQ(read_arn("arn:aws:ec2:us-east-1:123456789012:instance/i-1")->type(), "instance");
  EXPECT_EQ(read_arn("arn:aws:s3:::bucket")->type(), "");
  for (const char* text : {"", "arn", "arn:aws:s3", "arn:aws:s3:::", "arn:aws::::x",
                           "arn:other:s3:::b", "urn:aws:s3:::b"}) {
    EXPECT_FALSE(read_arn(text)) << text;
  }
}

}  // namespace
}  // namespace spotdrill::tagging
