#include "services/ec2/volume_operations.hpp"

#include "services/ec2/operations/describe_world.hpp"

namespace spotdrill::ec2 {
namespace {

api::ec2::CreateVolumeRequest volume_of(std::int32_t gib, std::string zone = "us-east-1a") {
  api::ec2::CreateVolumeRequest request;
  request.availability_zone = std::move(zone);
  request.size = gib;
  return request;
}

std::string made_volume(DescribeWorld& world, const api::ec2::CreateVolumeRequest& request) {
  const auto made = create_volume(world.ec2(), request);
  EXPECT_EQ(refusal_of(made), "none");
  return *made->volume_id;
}

std::string refusal_of_attach(DescribeWorld& world, const std::string& volume,
                              const std::string& instance, const std::string& device = "/dev/sdf") {
  return refusal_of(
      attach_volume(world.ec2(), {.device = device, .instance_id = instance, .volume_id = volume}));
}

const api::ec2::Volume shown_volume(DescribeWorld& world, const std::string& id) {
  return describe_volumes(world.ec2(), {.volume_ids = {id}})->volumes.at(0);
}

std::string other_zone(const std::string& zone) {
  return zone == "us-east-1a" ? "us-east-1b" : "us-east-1a";
}

TEST(CreateVolume, FillsInWhatATypeIs) {
  DescribeWorld world;
  const auto gp2 = create_volume(world.ec2(), volume_of(100));
  ASSERT_EQ(refusal_of(gp2), "none");
  EXPECT_EQ(gp2->state, "creating");
  EXPECT_EQ(gp2->volume_type, "gp2");
  EXPECT_EQ(gp2->iops, 300);
  EXPECT_EQ(shown_volume(world, *gp2->volume_id).state, "available");
  EXPECT_TRUE(world.host().kept_volumes().contains(*gp2->volume_id));
}

TEST(CreateVolume, RefusesInAwsWords) {
  DescribeWorld world;
  const auto refusal = [&](const api::ec2::CreateVolumeRequest& request) {
    return refusal_of(create_volume(world.ec2(), request));
  };
  EXPECT_EQ(refusal(volume_of(8, "us-east-1z")),
            "InvalidZone.NotFound: The zone 'us-east-1z' does not exist.");
  EXPECT_EQ(refusal(volume_of(17'000)),
            "InvalidParameterValue: Volume of 17000GiB is too large for volume type gp2; maximum "
            "is 16384GiB");
  api::ec2::CreateVolumeRequest request = volume_of(8);
  request.size.reset();
  EXPECT_EQ(refusal(request),
            "MissingParameter: The request must contain the parameter size/snapshot");
  request = volume_of(8);
  request.iops = 500;
  EXPECT_EQ(refusal(request),
            "InvalidParameterCombination: The parameter iops is not supported for gp2 volumes.");
  request.volume_type = "io2";
  request.iops.reset();
  EXPECT_EQ(refusal(request),
            "InvalidParameterCombination: The parameter iops must be specified for io2 volumes.");
  request = volume_of(8);
  request.snapshot_id = "snap-1";
  EXPECT_EQ(refusal(request), "InvalidSnapshot.NotFound: The snapshot 'snap-1' does not exist.");
}

TEST(CreateVolume, OneClientTokenMakesOneVolume) {
  DescribeWorld world;
  api::ec2::CreateVolumeRequest request = volume_of(8);
  request.client_token = "once";
  EXPECT_EQ(made_volume(world, request), made_volume(world, request));
  request.size = 9;
  EXPECT_EQ(refusal_of(create_volume(world.ec2(), request)).substr(0, 27),
            "IdempotentParameterMismatch");
}

// Goal: from available to in-use and back, as clients poll it.
TEST(AttachVolume, GoesThroughAwsStates) {
  DescribeWorld world;
  const std::string id = world.run_instance();
  const std::string volume = made_volume(world, volume_of(8, world.instance(id).availability_zone));
  const auto attached =
      attach_volume(world.ec2(), {.device = "/dev/sdf", .instance_id = id, .volume_id = volume});
  ASSERT_EQ(refusal_of(attached), "none");
  EXPECT_EQ(attached->state, "attaching");
  EXPECT_EQ(shown_volume(world, volume).state, "in-use");
  EXPECT_EQ(shown_volume(world, volume).attachments.at(0).state, "attaching");
  world.settle();
  EXPECT_EQ(shown_volume(world, volume).attachments.at(0).state, "attached");
  EXPECT_EQ(shown_volume(world, volume).attachments.at(0).delete_on_termination, false);
  EXPECT_EQ(refusal_of(delete_volume(world.ec2(), {.volume_id = volume})),
            "VolumeInUse: Volume " + volume + " is currently attached to " + id);

  const auto detached = detach_volume(world.ec2(), {.volume_id = volume});
  ASSERT_EQ(refusal_of(detached), "none");
  EXPECT_EQ(detached->state, "detaching");
  world.settle();
  EXPECT_EQ(shown_volume(world, volume).state, "available");
  EXPECT_EQ(refusal_of(detach_volume(world.ec2(), {.volume_id = volume})),
            "IncorrectState: Volume '" + volume + "' is in the 'available' state.");
  ASSERT_EQ(refusal_of(delete_volume(world.ec2(), {.volume_id = volume})), "none");
  world.settle();
  EXPECT_FALSE(world.host().kept_volumes().contains(volume));
  EXPECT_EQ(refusal_of(describe_volumes(world.ec2(), {.volume_ids = {volume}})),
            "InvalidVolume.NotFound: The volume '" + volume + "' does not exist.");
}

TEST(AttachVolume, RefusesInAwsWords) {
  DescribeWorld world;
  const std::string one = world.run_instance();
  const std::string two = world.run_instance();
  const std::string zone = world.instance(one).availability_zone;
  const std::string volume = made_volume(world, volume_of(8, zone));
  const std::string other = made_volume(world, volume_of(8, zone));
  const std::string away = made_volume(world, volume_of(8, other_zone(zone)));
  ASSERT_EQ(refusal_of_attach(world, volume, one), "none");
  EXPECT_EQ(refusal_of_attach(world, volume, two),
            "VolumeInUse: " + volume + " is already attached to an instance");
  EXPECT_EQ(refusal_of_attach(world, away, one),
            "InvalidVolume.ZoneMismatch: The volume '" + away +
                "' is not in the same availability zone as instance '" + one + "'");
  EXPECT_EQ(refusal_of_attach(world, other, one, "/dev/xvdf"),
            "InvalidParameterValue: Invalid value '/dev/xvdf' for unixDevice. Attachment point "
            "/dev/xvdf is already in use");
  EXPECT_EQ(refusal_of_attach(world, other, one, "/dev/nvme1n1"),
            "InvalidParameterValue: Value (/dev/nvme1n1) for parameter device is invalid. "
            "/dev/nvme1n1 is not a valid EBS device name.");
  const std::string root = world.instance(one).volumes.at(0).volume_id;
  EXPECT_EQ(refusal_of(detach_volume(world.ec2(), {.volume_id = root})),
            "IncorrectState: Unable to detach root volume '/dev/xvda' from instance '" + one + "'");
  ASSERT_EQ(refusal_of(terminate_instances(world.ec2(), {.instance_ids = {two}})), "none");
  world.settle();
  EXPECT_EQ(refusal_of_attach(world, other, two),
            "IncorrectState: Instance '" + two + "' is not 'running'.");
}

TEST(DetachVolume, AMountedOneIsBusyUntilForced) {
  DescribeWorld world;
  const std::string id = world.run_instance();
  const std::string volume = made_volume(world, volume_of(8, world.instance(id).availability_zone));
  ASSERT_EQ(refusal_of_attach(world, volume, id), "none");
  world.settle();
  world.host().set_volumes_busy(true);
  ASSERT_EQ(refusal_of(detach_volume(world.ec2(), {.volume_id = volume})), "none");
  world.settle();
  EXPECT_EQ(shown_volume(world, volume).attachments.at(0).state, "busy");
  ASSERT_EQ(refusal_of(detach_volume(world.ec2(), {.force = true, .volume_id = volume})), "none");
  world.settle();
  EXPECT_EQ(shown_volume(world, volume).state, "available");
}

// Goal: DeleteOnTermination says what is left.
TEST(LaunchedVolumes, EndWithTheirInstanceOrNot) {
  DescribeWorld world;
  api::ec2::RunInstancesRequest request;
  request.image_id = "ami-0de1377598c572f0b";
  request.instance_type = "t3.small";
  request.min_count = request.max_count = 1;
  for (const bool ends : {true, false}) {
    auto& mapping = request.block_device_mappings.emplace_back();
    mapping.device_name = ends ? "/dev/sdf" : "/dev/sdg";
    mapping.ebs.emplace().volume_size = 20;
    mapping.ebs->delete_on_termination = ends;
  }
  const auto made = run_instances(world.ec2(), request);
  ASSERT_EQ(refusal_of(made), "none");
  world.settle();
  const std::string id = *made->instances[0].instance_id;
  const std::vector<AttachedVolume> volumes = world.instance(id).volumes;
  ASSERT_EQ(volumes.size(), 3U);
  ASSERT_EQ(world.host().boot_of(id)->volumes.size(), 2U);
  EXPECT_EQ(world.host().boot_of(id)->volumes[0].name, "/dev/sdf");
  ASSERT_EQ(refusal_of(terminate_instances(world.ec2(), {.instance_ids = {id}})), "none");
  world.settle();
  EXPECT_EQ(world.ec2().find_volume(volumes[0].volume_id), nullptr);
  EXPECT_EQ(world.ec2().find_volume(volumes[1].volume_id), nullptr);
  EXPECT_EQ(shown_volume(world, volumes[2].volume_id).state, "available");
  EXPECT_EQ(world.host().kept_volumes(), std::set<std::string>{volumes[2].volume_id});
}

TEST(LaunchedVolumes, DisksOfTheInstanceStoreVanish) {
  DescribeWorld world;
  api::ec2::RunInstancesRequest request;
  request.image_id = "ami-0de1377598c572f0b";
  request.instance_type = "g4dn.xlarge";
  request.min_count = request.max_count = 1;
  const auto made = run_instances(world.ec2(), request);
  ASSERT_EQ(refusal_of(made), "none");
  world.settle();
  const std::string id = *made->instances[0].instance_id;
  ASSERT_EQ(world.host().boot_of(id)->volumes.size(), 1U);
  EXPECT_TRUE(world.host().boot_of(id)->volumes[0].ephemeral);
  EXPECT_EQ(world.host().kept_volumes().size(), 1U);
  ASSERT_EQ(refusal_of(stop_instances(world.ec2(), {.instance_ids = {id}})), "none");
  world.settle();
  EXPECT_EQ(world.host().kept_volumes().size(), 0U);
  ASSERT_EQ(refusal_of(start_instances(world.ec2(), {.instance_ids = {id}})), "none");
  world.settle();
  EXPECT_EQ(world.host().kept_volumes().size(), 1U);
}

TEST(ModifyVolume, GrowsAndNeverShrinks) {
  DescribeWorld world;
  const std::string volume = made_volume(world, volume_of(8));
  EXPECT_EQ(refusal_of(modify_volume(world.ec2(), {.volume_id = volume, .size = 4})),
            "InvalidParameterValue: New size cannot be smaller than existing size");
  const auto changed = modify_volume(
      world.ec2(), {.volume_id = volume, .size = 16, .volume_type = std::string{"gp3"}});
  ASSERT_EQ(refusal_of(changed), "none");
  EXPECT_EQ(changed->volume_modification->original_size, 8);
  EXPECT_EQ(shown_volume(world, volume).size, 16);
  EXPECT_EQ(shown_volume(world, volume).iops, 3000);
  const auto listed = describe_volumes_modifications(world.ec2(), {.volume_ids = {volume}});
  ASSERT_EQ(refusal_of(listed), "none");
  EXPECT_EQ(listed->volumes_modifications.at(0).modification_state, "completed");
  EXPECT_EQ(refusal_of(modify_volume(world.ec2(), {.volume_id = volume, .size = 32})).substr(0, 30),
            "VolumeModificationRateExceeded");
}

TEST(Snapshots, AreCopiesThatVolumesAreMadeOf) {
  DescribeWorld world;
  const std::string volume = made_volume(world, volume_of(8));
  api::ec2::CreateSnapshotRequest request;
  request.volume_id = volume;
  request.description = "before";
  const auto begun = create_snapshot(world.ec2(), request);
  ASSERT_EQ(refusal_of(begun), "none");
  EXPECT_EQ(begun->state, "pending");
  world.settle();
  const std::string id = *begun->snapshot_id;
  const auto shown = describe_snapshots(world.ec2(), {.owner_ids = {"self"}, .snapshot_ids = {id}});
  ASSERT_EQ(refusal_of(shown), "none");
  EXPECT_EQ(shown->snapshots.at(0).state, "completed");
  EXPECT_EQ(shown->snapshots.at(0).progress, "100%");

  api::ec2::CreateVolumeRequest wanted = volume_of(4);
  wanted.snapshot_id = id;
  EXPECT_EQ(refusal_of(create_volume(world.ec2(), wanted)),
            "InvalidParameterValue: Volume of 4GiB is smaller than snapshot '" + id +
                "', expect size >= 8GiB");
  wanted.size.reset();
  const std::string copy = made_volume(world, wanted);
  EXPECT_EQ(shown_volume(world, copy).state, "creating");
  world.settle();
  EXPECT_EQ(shown_volume(world, copy).state, "available");
  EXPECT_EQ(shown_volume(world, copy).snapshot_id, id);
  ASSERT_EQ(refusal_of(delete_snapshot(world.ec2(), {.snapshot_id = id})), "none");
  EXPECT_EQ(refusal_of(delete_snapshot(world.ec2(), {.snapshot_id = id})),
            "InvalidSnapshot.NotFound: The snapshot '" + id + "' does not exist.");
}

TEST(DescribeVolumes, FindsByTagAndState) {
  DescribeWorld world;
  api::ec2::CreateVolumeRequest request = volume_of(8);
  auto& tags = request.tag_specifications.emplace_back();
  tags.resource_type = "volume";
  tags.tags.emplace_back().key = "Name";
  tags.tags.back().value = "checkpoints";
  const std::string volume = made_volume(world, request);
  (void)world.run_instance();
  const auto found = describe_volumes(world.ec2(), {.filters = {filter("tag:Name", {"checkpoints"}),
                                                                filter("status", {"available"})}});
  ASSERT_EQ(refusal_of(found), "none");
  ASSERT_EQ(found->volumes.size(), 1U);
  EXPECT_EQ(found->volumes[0].volume_id, volume);
  EXPECT_EQ(describe_volume_status(world.ec2(), {.volume_ids = {volume}})
                ->volume_statuses.at(0)
                .volume_status->status,
            "ok");
}

}  // namespace
}  // namespace spotdrill::ec2
