#include "services/ec2/launch_template.hpp"

#include <gtest/gtest.h>

#include "base/base64.hpp"
#include "protocol/shape_json.hpp"
#include "services/ec2/launch_template_operations.hpp"
#include "services/ec2/operations.hpp"
#include "services/ec2/render.hpp"
#include "services/world.hpp"

namespace spotdrill::ec2 {
namespace {

using test::World;
using TemplateData = api::ec2::RequestLaunchTemplateData;

api::ec2::CreateLaunchTemplateRequest new_template(const std::string& name) {
  api::ec2::CreateLaunchTemplateRequest request;
  request.launch_template_name = name;
  request.launch_template_data.image_id = "ami-0123456789abcdef0";
  request.launch_template_data.instance_type = "c5.large";
  request.launch_template_data.user_data = base64_encode("#!/bin/sh\necho of the template\n");
  return request;
}

std::string made_template(World& world) {
  const auto made = create_launch_template(world.ec2(), new_template("batch"));
  return made.has_value() ? made->launch_template->launch_template_id.value_or("") : "";
}

void add_version(World& world, const std::string& id, const TemplateData& data,
                 std::optional<std::string> source) {
  api::ec2::CreateLaunchTemplateVersionRequest request;
  request.launch_template_id = id;
  request.source_version = std::move(source);
  request.launch_template_data = data;
  ASSERT_TRUE(create_launch_template_version(world.ec2(), request).has_value());
}

api::ec2::RunInstancesRequest by_template(const std::string& id,
                                          std::optional<std::string> version) {
  api::ec2::RunInstancesRequest request;
  request.min_count = request.max_count = 1;
  request.launch_template.emplace().launch_template_id = id;
  request.launch_template->version = std::move(version);
  return request;
}

std::string type_launched(World& world, const api::ec2::RunInstancesRequest& request) {
  const auto reservation = run_instances(world.ec2(), request);
  return reservation.has_value() ? reservation->instances[0].instance_type.value_or("")
                                 : std::string{reservation.error().code};
}

TEST(LaunchTemplates, LaunchesTakeFromThemWhatTheyDoNotSay) {
  World world;
  const std::string id = made_template(world);
  const auto reservation = run_instances(world.ec2(), by_template(id, {}));
  ASSERT_TRUE(reservation.has_value());
  const Instance& instance = *world.ec2().find_instance(*reservation->instances[0].instance_id);
  EXPECT_EQ(instance.image_id, "ami-0123456789abcdef0");
  EXPECT_EQ(instance.user_data, "#!/bin/sh\necho of the template\n");
  EXPECT_EQ(instance.tags,
            (Tags{{"aws:ec2launchtemplate:id", id}, {"aws:ec2launchtemplate:version", "1"}}));
  auto request = by_template(id, {});
  request.instance_type = "c5.xlarge";
  EXPECT_EQ(type_launched(world, request), "c5.xlarge");
}

// Goal: $Default stays what it was until it is modified, $Latest follows, numbers are not used
// again.
TEST(LaunchTemplates, VersionsAreChosenAsAsked) {
  World world;
  const std::string id = made_template(world);
  TemplateData larger;
  larger.instance_type = "c5.2xlarge";
  add_version(world, id, larger, "1");
  EXPECT_EQ(type_launched(world, by_template(id, {})), "c5.large");
  EXPECT_EQ(type_launched(world, by_template(id, "$Latest")), "c5.2xlarge");
  EXPECT_EQ(type_launched(world, by_template(id, "2")), "c5.2xlarge");
  EXPECT_EQ(type_launched(world, by_template(id, "3")), "InvalidLaunchTemplateId.VersionNotFound");
  api::ec2::DeleteLaunchTemplateVersionsRequest versions;
  versions.launch_template_id = id;
  versions.versions = {"1", "2", "7"};
  const auto deleted = delete_launch_template_versions(world.ec2(), versions);
  ASSERT_TRUE(deleted.has_value());
  ASSERT_EQ(deleted->successfully_deleted_launch_template_versions.size(), 1U);
  EXPECT_EQ(deleted->successfully_deleted_launch_template_versions[0].version_number, 2);
  ASSERT_EQ(deleted->unsuccessfully_deleted_launch_template_versions.size(), 2U);
  EXPECT_EQ(deleted->unsuccessfully_deleted_launch_template_versions[1].response_error->code,
            "launchTemplateVersionDoesNotExist");
  // Without a source a version holds what it is given alone.
  add_version(world, id, larger, {});
  EXPECT_EQ(type_launched(world, by_template(id, "3")), "MissingParameter");
  api::ec2::ModifyLaunchTemplateRequest modify;
  modify.launch_template_name = "batch";
  modify.default_version = "3";
  const auto modified = modify_launch_template(world.ec2(), modify);
  ASSERT_TRUE(modified.has_value());
  EXPECT_EQ(modified->launch_template->default_version_number, 3);
  api::ec2::DescribeLaunchTemplateVersionsRequest describe;
  describe.launch_template_name = "batch";
  const auto shown = describe_launch_template_versions(world.ec2(), describe);
  ASSERT_TRUE(shown.has_value());
  ASSERT_EQ(shown->launch_template_versions.size(), 2U);
  EXPECT_EQ(shown->launch_template_versions[0].version_number, 3);
  EXPECT_EQ(shown->launch_template_versions[0].default_version, true);
}

TEST(LaunchTemplates, MarketOptionsOfTheTemplateMakeSpotInstances) {
  World world;
  auto request = new_template("spot");
  request.launch_template_data.instance_market_options.emplace().market_type = "spot";
  const auto made = create_launch_template(world.ec2(), request);
  ASSERT_TRUE(made.has_value());
  const auto reservation =
      run_instances(world.ec2(), by_template(*made->launch_template->launch_template_id, {}));
  ASSERT_TRUE(reservation.has_value());
  EXPECT_TRUE(reservation->instances[0].spot_instance_request_id.has_value());
}

TEST(LaunchTemplates, RefusalsAreAwss) {
  World world;
  const std::string id = made_template(world);
  const auto refusal = [&](const std::string& name) {
    const auto made = create_launch_template(world.ec2(), new_template(name));
    return made.has_value() ? std::string{} : std::string{made.error().code};
  };
  EXPECT_EQ(refusal("batch"), "InvalidLaunchTemplateName.AlreadyExistsException");
  EXPECT_EQ(refusal("a b"), "InvalidLaunchTemplateName.MalformedException");
  api::ec2::CreateLaunchTemplateRequest empty;
  empty.launch_template_name = "empty";
  EXPECT_EQ(create_launch_template(world.ec2(), empty).error().code, "MissingParameter");
  api::ec2::DescribeLaunchTemplateVersionsRequest versions;
  EXPECT_EQ(describe_launch_template_versions(world.ec2(), versions).error().code,
            "MissingParameter");
  api::ec2::DescribeLaunchTemplatesRequest describe;
  describe.launch_template_names = {"other"};
  EXPECT_EQ(describe_launch_templates(world.ec2(), describe).error().message,
            "The specified launch template, with template name other, does not exist.");
  describe.launch_template_names = {"batch"};
  EXPECT_EQ(describe_launch_templates(world.ec2(), describe)->launch_templates.size(), 1U);
  EXPECT_EQ(type_launched(world, by_template("lt-x", {})), "InvalidLaunchTemplateId.Malformed");
  EXPECT_EQ(type_launched(world, by_template("lt-0123456789abcdef0", {})),
            "InvalidLaunchTemplateId.NotFound");
  api::ec2::DeleteLaunchTemplateRequest gone;
  gone.launch_template_id = id;
  ASSERT_TRUE(delete_launch_template(world.ec2(), gone).has_value());
  EXPECT_EQ(delete_launch_template(world.ec2(), gone).error().code,
            "InvalidLaunchTemplateId.NotFound");
}

// Goal: what is made of an instance launches another like it.
// Method: but for the network interface, which has one owner.
TEST(GetLaunchTemplateData, IsWhatLaunchesTheSameAgain) {
  World world;
  api::ec2::RunInstancesRequest request = by_template(made_template(world), {});
  request.instance_type = "c5.xlarge";
  request.instance_initiated_shutdown_behavior = "terminate";
  request.instance_market_options.emplace().market_type = "spot";
  auto& tagged = request.tag_specifications.emplace_back();
  tagged.resource_type = "instance";
  auto& tag = tagged.tags.emplace_back();
  tag.key = "Name";
  tag.value = "batch";
  const auto reservation = run_instances(world.ec2(), request);
  ASSERT_TRUE(reservation.has_value());
  const std::string id = *reservation->instances[0].instance_id;
  const auto got = get_launch_template_data(world.ec2(), {.instance_id = id});
  ASSERT_TRUE(got.has_value());
  const auto& data = *got->launch_template_data;
  EXPECT_EQ(data.instance_market_options->spot_options->spot_instance_type, "one-time");
  ASSERT_EQ(data.block_device_mappings.size(), 1U);
  EXPECT_EQ(data.block_device_mappings[0].ebs->volume_size, 8);
  ASSERT_EQ(data.tag_specifications.size(), 1U);
  EXPECT_EQ(data.tag_specifications[0].tags, render_tags({{"Name", "batch"}}));
  ASSERT_EQ(data.network_interfaces.size(), 1U);
  EXPECT_EQ(data.network_interfaces[0].network_interface_id,
            world.ec2().find_instance(id)->network_interface_id);

  auto again = protocol::write_json(data).as_object();
  again.erase("NetworkInterfaces");
  auto request_data = protocol::read_json<TemplateData>(again);
  ASSERT_TRUE(request_data.has_value()) << request_data.error();
  api::ec2::CreateLaunchTemplateRequest create;
  create.launch_template_name = "again";
  create.launch_template_data = *request_data;
  const auto made = create_launch_template(world.ec2(), create);
  ASSERT_TRUE(made.has_value()) << made.error().message;
  const auto second =
      run_instances(world.ec2(), by_template(*made->launch_template->launch_template_id, {}));
  ASSERT_TRUE(second.has_value()) << second.error().message;
  const Instance& first = *world.ec2().find_instance(id);
  const Instance& other = *world.ec2().find_instance(*second->instances[0].instance_id);
  EXPECT_EQ(other.instance_type, first.instance_type);
  EXPECT_EQ(other.user_data, first.user_data);
  EXPECT_EQ(other.shutdown_behavior, "terminate");
  EXPECT_EQ(other.metadata_options, first.metadata_options);
  EXPECT_TRUE(other.is_spot());
}

TEST(GetLaunchTemplateData, OfNoInstanceIsRefused) {
  World world;
  const auto got = get_launch_template_data(world.ec2(), {.instance_id = "i-0123456789abcdef0"});
  ASSERT_FALSE(got.has_value());
  EXPECT_EQ(got.error().code, "InvalidInstanceID.NotFound");
}

}  // namespace
}  // namespace spotdrill::ec2
